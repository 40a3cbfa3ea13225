import { latest, plusSeconds } from '../../model/instant';
import type { Cause } from '../../model/ledger/cause';
import type { Version } from '../../model/ledger/version';
import { retireAt } from '../../model/schedule/schedule';
import { amend } from '../amend';
import { rekeyActor } from '../rekey-actor';
import { lateEffectSeconds } from './minted-by';
import type { WorkerWorld } from '../world';

/** Seconds after which the label that is moved next has moved on at the latest: sent within half a minute, and late. */
const movesWithinSeconds = 30 + lateEffectSeconds;

/**
 * Consumers may hold what was current for a moment, unrecorded, so it gets its overlap from when the label has moved on: recorded before, because
 * nothing shows it afterwards. `fence`: of a rotation, only while its claim is the newest. @throws RekeyError `lease_lost`
 */
export async function planEnd(
  world: WorkerWorld,
  { keyId, versionId }: Version,
  cause: Cause,
  fence?: number,
): Promise<void> {
  await amend(
    world,
    keyId,
    async (head) => {
      const now = await world.ledger.version(keyId, versionId);
      if (now?.state !== 'pending' && now?.state !== 'retiring') return { skip: 'revoked before' };
      const at = world.clock.now();
      const moved = plusSeconds(at, movesWithinSeconds);
      const planned = now.rolled?.until ?? retireAt(moved, head.manifest.overlapSeconds, now, head.manifest);
      const end = latest(planned, at);
      return {
        entry: { type: 'retirement-planned', actor: rekeyActor, cause, versionId, evidence: { retireAt: end } },
        versions: [{ ...now, state: 'retiring', retireAt: end, due: { kind: 'retire', at: end } }],
      };
    },
    { fence },
  );
}
