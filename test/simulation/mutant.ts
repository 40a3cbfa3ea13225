import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bundleHarness, cacheFolder } from './bundle-harness';
import type { Life } from './life';
import { type Ran, runHarness } from './run-harness';

const folder = join(__dirname, 'mutants');
const root = join(__dirname, '..', '..');

/** Names of all seeded defects. */
export function mutantNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.diff'))
    .map((file) => basename(file, '.diff'))
    .sort();
}

/** Histories that caught a defect when it was written, to be tried first: engine and adversary change, and then others will. */
export function earlierCatch(name: string): Life | undefined {
  const text = readFileSync(join(folder, `${name}.diff`), 'utf8');
  const [, seed, operations] = /^caught by: seed (\d+), operations (\d+)$/m.exec(text) ?? [];
  return seed === undefined ? undefined : { seed: Number(seed), operations: Number(operations) };
}

/** Lets the adversary loose on a defect: the history that caught it earlier, then others. Its failure is undefined when the defect survives. */
export async function catchMutant(name: string, seconds: number): Promise<Ran> {
  const bundle = await bundleMutant(name);
  const life = earlierCatch(name);
  if (life !== undefined) {
    const { seed: first, operations } = life;
    const ran = await runHarness(bundle, { seeds: { first, count: 1 }, operations, seconds });
    if (ran.failure !== undefined) return ran;
  }
  return runHarness(bundle, { seeds: { first: 1, count: 100_000 }, operations: 30, seconds });
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
