import { orderedSeconds } from '../model/schedule/check-schedule';
import { plusSeconds } from '../model/instant';
import type { KeyHead } from '../model/ledger/key-head';
import type { World } from './world';

/** Seconds until a look that was ordered begins: whatever is moving the label has recorded it by then, and a burst of events is one look. */
const settleSeconds = 5;

/** Seconds by which the clocks of two functions may differ. */
const skewSeconds = 60;

/** Has a key looked at now, once, however often it is ordered; false: it was ordered before. Should the message be lost, the sweep finds it due. */
export async function orderCheck(world: World, { keyId, manifest }: KeyHead): Promise<boolean> {
  const health = await world.ledger.health(keyId);
  const dueAt = plusSeconds(world.clock.now(), orderedSeconds);
  if (health?.due !== undefined && health.due.at <= plusSeconds(dueAt, skewSeconds)) return false;
  const planned = { keyId, hindrances: [], ...health, due: { kind: 'check' as const, at: dueAt } };
  if (!(await world.ledger.noteHealth(planned, manifest.issuer, health?.due?.at))) return false;
  const to = { lane: 'rotations', issuer: manifest.issuer } as const;
  await world.queues.send(to, { kind: 'check', keyId, dueAt }, settleSeconds);
  return true;
}
