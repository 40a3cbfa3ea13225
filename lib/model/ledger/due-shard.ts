import { hash } from 'node:crypto';

/** Over how many partitions the due index is spread. */
export const dueShards = 4;

/** The partition of an item in the due index: always the same for the same chain and id. */
export function dueShardOf(chain: string, id: string): number {
  return (hash('sha256', `${chain}\n${id}`, 'buffer')[0] ?? 0) % dueShards;
}
