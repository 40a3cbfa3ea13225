import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bundleHarness, cacheFolder } from './bundle-harness';

const folder = join(__dirname, 'mutants');
const root = join(__dirname, '..', '..');

/** Names of all seeded defects. */
export function mutantNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.diff'))
    .map((file) => basename(file, '.diff'))
    .sort();
}

/** Applies a defect to a copy of `lib` and bundles the harness with it; throws when the diff no longer applies. */
export async function bundleMutant(name: string): Promise<string> {
  const copy = join(cacheFolder, 'mutants', name);
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const part of ['engine', 'memory', 'model', 'ports', 'ports.ts']) {
    cpSync(join(root, 'lib', part), join(copy, 'lib', part), { recursive: true });
  }
  // Outside of any repository, so that git takes paths as they stand.
  execFileSync('git', ['apply', join(folder, `${name}.diff`)], {
    cwd: copy,
    env: { ...process.env, GIT_CEILING_DIRECTORIES: join(cacheFolder, 'mutants') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return bundleHarness(`mutant-${name}`, join(copy, 'lib'));
}
