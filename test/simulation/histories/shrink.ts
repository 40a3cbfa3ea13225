import { live } from './history';
import type { Life } from './life';
import { rareOperations } from '../operations/rare-operations';

/** A life of which it is said what happens in it. */
type Shorter = Life & Required<Pick<Life, 'only' | 'faults'>>;

/** The shortest life found, within a time, that still breaks the same promise: fewer operations, and less bad luck. */
export async function shrink(life: Life, promise: string, seconds: number): Promise<Life> {
  const endMs = performance.now() + seconds * 1000;
  const breaks = async (shorter: Life): Promise<boolean> =>
    performance.now() < endMs && (await live(shorter)).broken?.promise === promise;
  const first = Array.from({ length: life.operations }, (_, index) => index + 1);
  const all = [...first, ...rareOperations(life.seed, life.operations)];
  let least: Shorter = { ...life, only: life.only ?? all, faults: (await live(life)).struck };
  for (;;) {
    const before = sizeOf(least);
    least = { ...least, only: await fewest(least.only, (only) => breaks({ ...least, only })) };
    // Strokes that no longer come are left out without a try.
    const { struck } = await live(least);
    least = { ...least, faults: await fewest(struck, (faults) => breaks({ ...least, faults })) };
    if (sizeOf(least) === before) return least;
  }
}

function sizeOf({ only, faults }: Shorter): number {
  return only.length + faults.length;
}

/** As few as still do it, found by leaving out all of them, then halves, quarters, and single ones. */
async function fewest<T>(items: readonly T[], does: (kept: readonly T[]) => Promise<boolean>): Promise<readonly T[]> {
  let kept = items;
  for (let size = kept.length; size > 0; size = Math.floor(size / 2)) {
    for (let start = 0; start < kept.length; ) {
      const without = [...kept.slice(0, start), ...kept.slice(start + size)];
      if (await does(without)) kept = without;
      else start += size;
    }
  }
  return kept;
}
