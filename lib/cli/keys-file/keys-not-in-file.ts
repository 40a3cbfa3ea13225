import type { KeySummary } from '../../api/answers/key-summary-answer';
import { allKeys } from '../api/all-keys';
import type { CliContext } from '../cli-context';
import type { KeysFile } from './keys-file';

/** Active keys that are declared in a keys file, as far as Rekey knows, and not in this one; those of stacks are none of its business. */
export async function keysNotInFile(cli: CliContext, file: KeysFile): Promise<KeySummary[]> {
  const named = new Set<string>(file.keys.map((key) => key.keyId));
  return (await allKeys(cli)).filter(
    (key) => key.status === 'active' && key.stack === undefined && !named.has(key.keyId),
  );
}
