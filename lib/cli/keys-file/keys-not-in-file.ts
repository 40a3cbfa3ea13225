import type { KeySummary } from '../../api/answers/key-summary-answer';
import { allKeys } from '../api/all-keys';
import type { CliContext } from '../cli-context';
import type { KeysFile } from './keys-file';

/** Active keys that Rekey holds and the file does not name, whoever registered them. */
export async function keysNotInFile(cli: CliContext, file: KeysFile): Promise<KeySummary[]> {
  const named = new Set<string>(file.keys.map((key) => key.keyId));
  return (await allKeys(cli)).filter((key) => key.status === 'active' && !named.has(key.keyId));
}
