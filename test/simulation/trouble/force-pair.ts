import type { Pair } from '../histories/life';
import { neverMet } from '../histories/pairwise-coverage';
import { type Asked, type Ran, runHarness } from '../runs/run-harness';
import { sumOf } from '../runs/sum-of';

/** Histories that are lived with a pair by force. */
const batch = 8;
/** So many times more of them, where those did not come to the step at all. */
const mostBatches = 15;

/** Lives histories in which a fault befalls every other call of a step, until it has befallen one. */
export async function forcePair(
  bundle: string,
  force: Pair,
  how: Pick<Asked, 'operations' | 'seconds' | 'shrinkSeconds'>,
): Promise<Ran> {
  const runs: Ran[] = [];
  for (let first = 1; first <= batch * mostBatches; first += batch) {
    runs.push(await runHarness(bundle, { ...how, seeds: { first, count: batch }, force }));
    const { coverage, failure } = sumOf(runs);
    const met = !neverMet(coverage).some(({ fault, step }) => fault === force.fault && step === force.step);
    if (met || failure !== undefined) break;
  }
  return sumOf(runs);
}
