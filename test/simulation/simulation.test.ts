import { randomInt } from 'node:crypto';
import { neverOccurred } from './histories/basic-coverage';
import { bundleHarness } from './runs/bundle-harness';
import { directed } from './trouble/directed';
import { callFaults, canBefall } from './trouble/faults';
import { forcePair } from './trouble/force-pair';
import { live } from './histories/history';
import { describeFailure } from './histories/describe-failure';
import { impossible, neverMet, steps } from './histories/pairwise-coverage';
import { type Ran, runHarness } from './runs/run-harness';
import { speedOf } from './runs/speed-of';
import { sumOf } from './runs/sum-of';

jest.setTimeout(900_000);

/** Real seconds after which a run of fixed seeds is too slow: they are lived all, so that what they meet does not depend on the machine. */
const seconds = 300;
/** Real seconds in which histories are lived that nobody has seen, as many as that allows. */
const freshSeconds = 20;
/** Real seconds in which a broken history is made shorter. */
const shrinkSeconds = 20;
/** First seed of the longer histories. */
const longer = 50_001;

describe('the simulation', () => {
  const unseen = [randomInt(1_000_000_000), randomInt(1_000_000_000)];
  let fixed: Ran[] = [];
  const forced: Ran[] = [];
  let fresh: Ran[] = [];

  beforeAll(async () => {
    const bundle = await bundleHarness('own');
    const from = (first: number, count: number, operations: number, within = seconds) =>
      runHarness(bundle, { seeds: { first, count }, operations, seconds: within, shrinkSeconds });
    fixed = await Promise.all([from(1, 240, 30), from(longer, 120, 60)]);
    // What chance does not bring together often enough, or did not in so many, is brought together by force.
    const waiting = [...directed, ...neverMet(sumOf(fixed).coverage)];
    const next = async (): Promise<void> => {
      const force = waiting.shift();
      if (force === undefined) return;
      forced.push(await forcePair(bundle, force, { operations: 60, seconds, shrinkSeconds }));
      return next();
    };
    await Promise.all([next(), next()]);
    // The nights have the many (npm run simulate).
    fresh = await Promise.all(unseen.map((first) => from(first, 100_000, 200, freshSeconds)));
    process.stdout.write(
      `simulation: seeds 1 and ${longer} on: ${speedOf(sumOf(fixed))}\n` +
        `simulation: fresh seeds ${unseen.join(' and ')} on, of 200 operations: ${speedOf(sumOf(fresh))}\n` +
        `simulation: ${forced.length} pairs of fault and step by force, in ${sumOf(forced).histories} histories\n`,
    );
  });

  it('breaks no promise in any history, of fixed and of fresh seeds', () => {
    for (const { failure } of [...fixed, ...forced, ...fresh])
      if (failure !== undefined) throw new Error(describeFailure(failure));
    expect(fixed.map(({ histories }) => histories)).toEqual([240, 120]);
    expect(sumOf(fresh).histories).toBeGreaterThan(0);
  });

  it('meets every basic fault, operation and step of the engine', () => {
    expect(neverOccurred(sumOf(fixed).coverage)).toEqual([]);
  });

  it('meets every fault at every step where it can occur', () => {
    expect(neverMet(sumOf([...fixed, ...forced]).coverage)).toEqual([]);
  });
});

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
