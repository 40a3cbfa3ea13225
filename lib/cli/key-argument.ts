import { InvalidArgumentError } from 'commander';
import { type KeyId, keyIdSchema } from '../model/ids';

/** A key id from the command line. @throws InvalidArgumentError */
export function keyArgument(text: string): KeyId {
  const parsed = keyIdSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(parsed.error.issues[0]?.message ?? 'no key id');
}
