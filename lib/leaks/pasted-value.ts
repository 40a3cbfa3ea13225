import { SecretValue } from '../model/secret-value';
import { scannedCharacters, shortestReading } from './reading-limits';
import { refusedReport } from './refused-report';

/** A value as somebody holds it, bare or within its line. @throws RekeyError `bad_input` when it is missing, too short for a credential, or too long */
export function pastedValue(given: string | SecretValue | undefined): SecretValue {
  if (given === undefined) throw refusedReport('value', 'is missing: send the value as it was found');
  const found = typeof given === 'string' ? new SecretValue(given) : given;
  const { length } = found.reveal().trim();
  if (length < shortestReading) {
    throw refusedReport('value', `has ${length} characters: a credential has ${shortestReading} or more`);
  }
  if (length > scannedCharacters) {
    throw refusedReport('value', `has ${length} characters: send the credential alone, ${scannedCharacters} at most`);
  }
  return found;
}
