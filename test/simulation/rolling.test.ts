import { randomInt } from 'node:crypto';
import { bundleHarness } from './runs/bundle-harness';
import { describeFailure } from './histories/describe-failure';
import { type CallFault, callFaults, canBefall } from './trouble/faults';
import type { Pair } from './histories/life';
import { type Ran, runHarness } from './runs/run-harness';

jest.setTimeout(900_000);

/** Real seconds after which a run is too slow: the fixed seeds are lived all, so that what they meet does not depend on the machine. */
const seconds = 300;
/** Real seconds in which a broken history is made shorter. */
const shrinkSeconds = 20;
/** First of the fixed seeds. */
const first = 70_001;

const step = 'rotate issuer.roll';
/** What can go wrong at a roll. */
const faults = callFaults.filter((fault) => canBefall(fault, 'issuer.roll') && fault !== 'clock jump');

describe('the simulation of issuers that roll in place', () => {
  const fresh = randomInt(1_000_000_000);
  let runs: Ran[] = [];
  const forced: Ran[] = [];

  beforeAll(async () => {
    const bundle = await bundleHarness('rolling');
    const from = (start: number, count: number, force?: Pair) =>
      runHarness(bundle, {
        seeds: { first: start, count },
        operations: 30,
        rollsEvery: 1,
        ...(force && { force }),
        seconds,
        shrinkSeconds,
      });
    runs = await Promise.all([from(first, 60), from(fresh, 10)]);
    for (const fault of faults) forced.push(await from(first, 8, { fault, step }));
    process.stdout.write(`simulation, rolling: 60 + 10 histories, from seeds ${first} and ${fresh}\n`);
  });

  it('breaks no promise in any history, of fixed and of fresh seeds, nor when every other roll goes wrong', () => {
    for (const { failure } of [...runs, ...forced]) {
      if (failure !== undefined) throw new Error(describeFailure(failure));
    }
    expect(runs.map(({ histories }) => histories)).toEqual([60, 10]);
  });

  it('meets rolls with grace and without, in rotations and in kills', () => {
    const wanted = [
      'issuer: a roll with grace',
      'issuer: a roll without grace',
      `step: ${step}`,
      'step: contain issuer.roll',
    ];
    expect(wanted.filter((name) => (runs[0]?.coverage[name] ?? 0) === 0)).toEqual([]);
  });

  it('meets whatever can go wrong at a roll', () => {
    const met = (fault: CallFault) =>
      forced.some(({ coverage }) => (coverage[`fault by step: ${fault} at ${step}`] ?? 0) > 0);
    expect(faults.filter((fault) => !met(fault))).toEqual([]);
  });
});
