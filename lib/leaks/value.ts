import { SecretValue } from '../model/secret-value';
import type { LeakSource } from './leak-source';
import { scannedCharacters, shortestReading } from './reading-limits';
import { refusedReport } from './refused-report';

/** One value, as somebody found it: bare, quoted, or within its line. */
export const value: LeakSource = {
  name: 'value',
  possession: true,
  read(request) {
    const given = request.value;
    if (given === undefined) throw refusedReport('value', 'is missing: send the value as it was found');
    const found = typeof given === 'string' ? new SecretValue(given) : given;
    const { length } = found.reveal().trim();
    if (length < shortestReading) {
      throw refusedReport('value', `has ${length} characters: a credential has ${shortestReading} or more`);
    }
    if (length > scannedCharacters) {
      throw refusedReport('value', `has ${length} characters: send the credential alone, ${scannedCharacters} at most`);
    }
    return [{ value: found, sighting: {} }];
  },
};
