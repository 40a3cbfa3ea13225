import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bundleHarness, cacheFolder } from './bundle-harness';
import { directed } from '../trouble/directed';
import { callFaults } from '../trouble/faults';
import type { Life, Pair } from '../histories/life';
import { type Asked, type Ran, runHarness } from './run-harness';

const simulation = join(__dirname, '..');
const folder = join(simulation, 'mutants');
const root = join(simulation, '..', '..');

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
  const written = /^caught by: seed (\d+), operations (\d+)(, rolls)?(?:, (.+))?$/m.exec(text) ?? [];
  const [, seed, operations, rolls, befalls] = written;
  if (seed === undefined) return undefined;
  const force = befalls === undefined ? {} : { force: pairOf(befalls) };
  return { seed: Number(seed), operations: Number(operations), ...(rolls && { rolls: true }), ...force };
}

/** Writes the history that caught a defect into its diff. */
export function noteCatch(name: string, life: Life): void {
  const path = join(folder, `${name}.diff`);
  const text = readFileSync(path, 'utf8').replace(/^caught by: .*\n/, '');
  writeFileSync(path, `caught by: ${inWords(life)}\n${text}`);
}

/** A history as it stands in a diff. */
export function inWords({ seed, operations, rolls, force }: Life): string {
  const befalls = force === undefined ? '' : `, ${force.fault} at ${force.step}`;
  return `seed ${seed}, operations ${operations}${rolls === true ? ', rolls' : ''}${befalls}`;
}

function pairOf(text: string): Pair {
  const [name, step] = text.split(' at ');
  const fault = callFaults.find((one) => one === name);
  if (fault === undefined || step === undefined) throw new Error(`no fault and step: ${text}`);
  return { fault, step };
}

/** Lets the adversary loose on a defect: the history that caught it earlier, then others. Its failure is undefined when the defect survives. */
export async function catchMutant(name: string, seconds: number): Promise<Ran> {
  const bundle = await bundleMutant(name);
  const life = earlierCatch(name);
  const tries: Omit<Asked, 'seconds'>[] = [
    ...(life === undefined
      ? []
      : [{ seeds: { first: life.seed, count: 1 }, ...life, ...(life.rolls && { rollsEvery: 1 }) }]),
    { seeds: { first: 1, count: 60 }, operations: 60 },
    { seeds: { first: 1, count: 60 }, operations: 30, rollsEvery: 1 },
    ...directed.map((force) => ({ seeds: { first: 1, count: 30 }, operations: 60, force })),
    { seeds: { first: 1, count: 100_000 }, operations: 30 },
  ];
  let ran: Ran = { histories: 0, seconds: 0, cpuSeconds: 0, coverage: {} };
  for (const asked of tries) {
    const next = await runHarness(bundle, { ...asked, seconds: seconds - ran.seconds });
    ran = {
      ...next,
      histories: ran.histories + next.histories,
      seconds: ran.seconds + next.seconds,
      cpuSeconds: ran.cpuSeconds + next.cpuSeconds,
    };
    if (ran.failure !== undefined || ran.seconds >= seconds) break;
  }
  return ran;
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
