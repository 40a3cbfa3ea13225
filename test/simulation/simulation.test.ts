import { randomInt } from 'node:crypto';
import { neverOccurred } from './basic-coverage';
import { bundleHarness } from './bundle-harness';
import { directed } from './directed';
import { callFaults, canBefall } from './faults';
import { live } from './history';
import type { Pair } from './life';
import { describeFailure } from './describe-failure';
import { impossible, neverMet, steps } from './pairwise-coverage';
import { type Ran, runHarness } from './run-harness';

jest.setTimeout(900_000);

/** Real seconds after which a run is too slow: the fixed seeds are lived all, so that what they meet does not depend on the machine. */
const seconds = 300;
/** Real seconds in which a broken history is made shorter. */
const shrinkSeconds = 20;
/** First seed of the longer histories. */
const longer = 50_001;

describe('the simulation', () => {
  const fresh = randomInt(1_000_000_000);
  let runs: Ran[] = [];
  const forced: Ran[] = [];

  beforeAll(async () => {
    const bundle = await bundleHarness('own');
    const from = (first: number, count: number, operations: number) =>
      runHarness(bundle, { seeds: { first, count }, operations, seconds, shrinkSeconds });
    runs = await Promise.all([from(1, 240, 30), from(longer, 120, 60)]);
    // What chance does not bring together often enough, or did not in so many, is brought together by force.
    for (const force of directed) forced.push(await byForce(bundle, force, 1));
    for (const force of neverMet(sumsOf(runs))) {
      // Not every few histories come to each step at all.
      for (const first of [1, 16, 31, 46]) {
        const ran = await byForce(bundle, force, first);
        forced.push(ran);
        if (!neverMet(ran.coverage).some(({ fault, step }) => fault === force.fault && step === force.step)) break;
      }
    }
    // A few that nobody has seen; the nights have the many (npm run simulate).
    runs.push(await from(fresh, 20, 30));
    const histories = runs.map((run) => run.histories).join(' + ');
    process.stdout.write(
      `simulation: ${histories} histories, from seeds 1, ${longer} and ${fresh}; ${forced.length} runs by force\n`,
    );
  });

  it('breaks no promise in any history, of fixed and of fresh seeds', () => {
    for (const { failure } of [...runs, ...forced])
      if (failure !== undefined) throw new Error(describeFailure(failure));
    expect(runs.map(({ histories }) => histories)).toEqual([240, 120, 20]);
  });

  it('meets every basic fault, operation and step of the engine', () => {
    expect(neverOccurred(sumsOf(runs))).toEqual([]);
  });

  it('meets every fault at every step where it can occur', () => {
    expect(neverMet(sumsOf([...runs, ...forced]))).toEqual([]);
  });
});

/** A few histories in which a fault befalls every other call of a step. */
function byForce(bundle: string, force: Pair, first: number): Promise<Ran> {
  return runHarness(bundle, { seeds: { first, count: 15 }, operations: 60, force, seconds, shrinkSeconds });
}

function sumsOf(runs: readonly Ran[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { coverage } of runs) {
    for (const [name, count] of Object.entries(coverage)) sums[name] = (sums[name] ?? 0) + count;
  }
  return sums;
}

describe('a pair of fault and step', () => {
  it('that cannot occur has its reason, and all others can', () => {
    const pairs = steps.flatMap((step) => callFaults.map((fault) => ({ fault, call: step.split(' ')[1] ?? '', step })));
    const excused = pairs.filter(({ fault, step }) => impossible(fault, step) !== undefined);
    expect(excused.every(({ fault, call }) => !canBefall(fault, call))).toBe(true);
    expect(new Set(excused.map(({ fault }) => fault))).toEqual(
      new Set(['throttled', 'stale read', 'late effect, error first']),
    );
  });
});

describe('a seed', () => {
  it('replays one history exactly', async () => {
    const first = await live({ seed: 7, operations: 30 }, { traced: true });
    const second = await live({ seed: 7, operations: 30 }, { traced: true });
    expect(second.lines.join('\n')).toEqual(first.lines.join('\n'));
    expect(first.lines.length).toBeGreaterThan(500);
  });

  it('is not the same history as another seed', async () => {
    const first = await live({ seed: 7, operations: 10 }, { traced: true });
    const second = await live({ seed: 8, operations: 10 }, { traced: true });
    expect(second.lines).not.toEqual(first.lines);
  });
});
