import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version of MiniStack that was measured, and that the pinned requirements name. */
export const ministackVersion = '1.5.33';

/** Folder of the package, wherever this file was compiled to. */
export function packageFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
