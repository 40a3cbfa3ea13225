import { RekeyError } from '../../model/rekey-error';
import type { LetterContent } from '../../ports';
import { readSecretChange } from '../secrets/read-secret-change';

/** What a dead letter of the queue of changes asks for; undefined: nobody would understand it. */
export function readChangeLetter(body: string): LetterContent | undefined {
  try {
    const change = readSecretChange(body);
    return { what: change === undefined ? 'a change of no interest' : `a look at the key of ${change.arn}` };
  } catch (error) {
    if (error instanceof RekeyError) return undefined;
    throw error;
  }
}
