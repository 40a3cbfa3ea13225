import type { Discovered } from '../../model/discovery/discovered';
import type { Discovery } from '../../model/discovery/discovery';
import type { WorkerWorld } from '../world';

/** Writes a discovery as one more step left it, with the parts that the step made; undefined: another worker was first. */
export async function step(
  world: Pick<WorkerWorld, 'discoveries' | 'clock'>,
  before: Discovery,
  change: Partial<Discovery>,
  parts: readonly { part: number; found: readonly Discovered[] }[] = [],
): Promise<Discovery | undefined> {
  const after: Discovery = { ...before, ...change, revision: before.revision + 1, movedAt: world.clock.now() };
  return (await world.discoveries.save(after, parts)) ? after : undefined;
}
