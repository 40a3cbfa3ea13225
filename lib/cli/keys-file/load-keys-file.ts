import { CliError } from '../cli-error';
import type { CliWorld } from '../cli-world';
import type { KeysFile } from './keys-file';
import { readKeysFile } from './read-keys-file';

/** The keys file at a path. @throws CliError `usage` when it cannot be read, `bad_input` when it is not right */
export async function loadKeysFile(world: Pick<CliWorld, 'readFile'>, path: string): Promise<KeysFile> {
  let text: string;
  try {
    text = await world.readFile(path);
  } catch (cause) {
    throw new CliError('usage', `${path} cannot be read: is it there?`, { cause });
  }
  return readKeysFile(path, text);
}
