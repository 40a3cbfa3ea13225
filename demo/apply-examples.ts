import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stage } from './stage';

/** The address that stands in the example for the owner's receiver. */
const exampleHook = 'https://hooks.example.com/rekey';

/** Applies examples/demo/keys.yaml, its webhook pointed at a local receiver. */
export async function applyExamples(stage: Stage, receiverUrl: string): Promise<void> {
  const example = await readFile(join(__dirname, '..', 'examples', 'demo', 'keys.yaml'), 'utf8');
  const file = join(stage.folder, 'keys.yaml');
  await writeFile(file, example.replaceAll(exampleHook, receiverUrl));
  await stage.rekey(['apply', file]);
}
