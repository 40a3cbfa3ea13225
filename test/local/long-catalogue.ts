import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The example's catalogue, with a pattern more that no compression makes short enough for the environment of a worker. */
export async function longCatalogue(): Promise<{ file: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'rekey-catalogue-'));
  const example = await readFile(join(__dirname, '..', '..', 'examples', 'issuer', 'instant.yaml'), 'utf8');
  const file = join(folder, 'long.yaml');
  await writeFile(file, `${example.trimEnd()}\n  - {name: long, regex: '${randomBytes(2400).toString('hex')}'}\n`);
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}
