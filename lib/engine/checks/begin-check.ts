import { begunSeconds } from '../../model/schedule/check-schedule';
import type { Health } from '../../model/foreign/health';
import { type Instant, plusSeconds } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import type { Version } from '../../model/ledger/version';
import type { WorkOf } from '../../model/work/work';
import type { WorkerWorld } from '../world';

/** A look at a key that has begun: the ledger as it was read, before anything outside was looked at. */
export interface Check {
  head: KeyHead;
  versions: Version[];
  secretArn: string;
  health: Health;
  /** When the look is taken up anew, should this one not end. */
  dueAt: Instant;
}

/** Takes a look that is due, once for each message; undefined: another one was ordered or made meanwhile, or there is nothing to look at yet. */
export async function beginCheck(world: WorkerWorld, { keyId, dueAt }: WorkOf<'check'>): Promise<Check | undefined> {
  const health = await world.ledger.health(keyId);
  const begunUntil = plusSeconds(world.clock.now(), begunSeconds);
  const item = { chain: keyId, id: '', kind: 'check', at: dueAt } as const;
  if (health?.due?.at !== dueAt || !(await world.ledger.postpone({ item, until: begunUntil }))) return undefined;
  const head = await world.ledger.key(keyId);
  if (head === undefined) return undefined;
  if (head.status === 'released' || head.secretArn === undefined) {
    const { due: _, ...rest } = health;
    await world.ledger.noteHealth(rest, head.manifest.issuer, begunUntil);
    return undefined;
  }
  const versions = await world.ledger.versions(keyId);
  return { head, versions, secretArn: head.secretArn, health, dueAt: begunUntil };
}
