import { Random } from './random';

/** How many keys a history has, where those are so many that one report can name more than a sender may. */
export function manyKeys(seed: number): number | undefined {
  const random = new Random(seed).fork('many keys');
  return random.chance(0.01) ? random.whole(14, 20) : undefined;
}
