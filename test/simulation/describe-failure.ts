import type { Failure } from './run-harness';

/** A broken promise for a reader: the seed, the promise, how to see it again, and how the history ended. */
export function describeFailure({ seed, operations, broken, tail }: Failure): string {
  return [
    `seed ${seed} breaks "${broken.promise}": ${broken.detail}`,
    `again: npm run simulate -- --seed ${seed} --operations ${operations}`,
    ...tail,
  ].join('\n');
}
