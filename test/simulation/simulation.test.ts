import { randomInt } from 'node:crypto';
import { neverOccurred } from './basic-coverage';
import { bundleHarness } from './bundle-harness';
import { live } from './history';
import { describeFailure } from './describe-failure';
import { type Ran, runHarness } from './run-harness';

jest.setTimeout(180_000);

/** Real seconds for each run; two share the machine's two cores. */
const seconds = 18;
/** Real seconds in which a broken history is made shorter. */
const shrinkSeconds = 20;
/** First seed of the longer histories. */
const longer = 50_001;

describe('the simulation', () => {
  const fresh = randomInt(1_000_000_000);
  let runs: Ran[] = [];

  beforeAll(async () => {
    const bundle = await bundleHarness('own');
    const from = (first: number, operations: number) =>
      runHarness(bundle, { seeds: { first, count: 300 }, operations, seconds, shrinkSeconds });
    runs = await Promise.all([from(1, 30), from(longer, 50)]);
    // A few that nobody has seen; the nights have the many (npm run simulate).
    runs.push(await runHarness(bundle, { seeds: { first: fresh, count: 15 }, operations: 30, seconds, shrinkSeconds }));
    const histories = runs.map((run) => run.histories).join(' + ');
    process.stdout.write(`simulation: ${histories} histories, from seeds 1, ${longer} and ${fresh}\n`);
  });

  it('breaks no promise in any history, of fixed and of fresh seeds', () => {
    for (const { failure } of runs) if (failure !== undefined) throw new Error(describeFailure(failure));
    expect(runs.map(({ histories }) => histories > 10)).toEqual([true, true, true]);
  });

  it('meets every basic fault, operation and step of the engine', () => {
    const sums: Record<string, number> = {};
    for (const { coverage } of runs) {
      for (const [name, count] of Object.entries(coverage)) sums[name] = (sums[name] ?? 0) + count;
    }
    expect(neverOccurred(sums)).toEqual([]);
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
