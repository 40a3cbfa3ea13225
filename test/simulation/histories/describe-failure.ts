import type { Failure } from '../runs/run-harness';

/** A broken promise for a reader: the seed, the promise, the shortest history that breaks it, how to see it again, and how it ended. */
export function describeFailure({ life, broken, shortest, tail }: Failure): string {
  const { only = [], faults = [] } = shortest;
  return [
    `seed ${life.seed} breaks "${broken.promise}": ${broken.detail}`,
    `again: npm run simulate -- --seed ${life.seed} --operations ${life.operations}${life.rolls === true ? ' --rolls' : ''}`,
    `shortest history found that breaks it: ${only.length} operations, ${faults.length} strokes of bad luck`,
    ...faults.map((fault) => `  ${fault}`),
    `again: npm run simulate -- --life '${JSON.stringify(shortest)}'`,
    ...tail,
  ].join('\n');
}
