import type { IssuerName } from '../model/ids';
import { type Instant, secondsBetween } from '../model/instant';
import type { Work } from '../model/work/work';
import type { Lane } from '../ports';
import type { World } from './world';

/** Longest delay of an SQS message, in seconds. */
const longestDelaySeconds = 900;

/** The lane of a message: what ends a credential's life early never waits behind rotations. */
export function laneOf(work: Pick<Work, 'kind'>): Lane {
  return work.kind === 'contain' || work.kind === 'expire' ? 'containments' : 'rotations';
}

/** Sends what falls due within a quarter of an hour at once, to arrive in time; later work is left to the sweep. */
export async function dispatch(world: World, lane: Lane, issuer: IssuerName, work: Work): Promise<void> {
  const delay = Math.max(0, Math.ceil(secondsBetween(world.clock.now(), work.dueAt)));
  if (delay <= longestDelaySeconds) await world.queues.send({ lane, issuer }, work, delay);
}

/** Whether work came before its time; then it is sent again, for its time. */
export async function isEarly(
  world: World,
  lane: Lane,
  issuer: IssuerName,
  work: Work,
  dueAt: Instant,
): Promise<boolean> {
  if (dueAt <= world.clock.now()) return false;
  // At its own time it has not failed yet.
  await dispatch(world, lane, issuer, { ...work, dueAt, ...('keyId' in work && { failingSince: undefined }) });
  return true;
}

/** Whether a message is not the one for an item's due time, and came before it: then another one will, or the sweep sends it. */
export function isSuperseded(world: World, work: Pick<Work, 'dueAt'>, dueAt: Instant): boolean {
  return dueAt > world.clock.now() && work.dueAt !== dueAt;
}
