import { keyIdSchema } from '../../model/ids';
import type { LetterContent } from '../../ports';
import { readStackRequest } from '../stacks/stack-request';

/** What a stack's request asked for; never where it is answered. Undefined: it is none, or one that `register` could not hand over. */
export function readRegistrationLetter(body: string): LetterContent | undefined {
  try {
    const { wish, key, acceptedAt } = readStackRequest(body).registration;
    const keyId = keyIdSchema.safeParse(key);
    return { what: `${wish}, asked by a stack at ${acceptedAt}`, ...(keyId.success && { key: keyId.data }) };
  } catch {
    return undefined;
  }
}
