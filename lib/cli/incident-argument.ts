import { InvalidArgumentError } from 'commander';
import { incidentIdSchema, type KeyId } from '../model/ids';
import { keyArgument } from './key-argument';

/** An incident from the command line, as the API's paths name it. @throws InvalidArgumentError */
export function incidentArgument(text: string): { key: KeyId; version: string } {
  const parsed = incidentIdSchema.safeParse(text);
  const [key = '', version = ''] = text.split(':');
  if (!parsed.success) throw new InvalidArgumentError('an incident id is <key>:<version>; see "rekey incident list"');
  return { key: keyArgument(key), version };
}
