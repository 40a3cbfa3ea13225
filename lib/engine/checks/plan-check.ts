import type { Instant } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import type { World } from '../world';

/** Has a key looked at then, if no look is planned before: the sweep sends it. */
export async function planCheck(world: World, { keyId, manifest }: KeyHead, at: Instant): Promise<void> {
  const health = await world.ledger.health(keyId);
  if (health?.due !== undefined && health.due.at <= at) return;
  const planned = { keyId, hindrances: [], ...health, due: { kind: 'check' as const, at } };
  await world.ledger.noteHealth(planned, manifest.issuer, health?.due?.at);
}
