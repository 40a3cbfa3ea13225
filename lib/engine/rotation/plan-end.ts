import { latest } from '../../model/instant';
import type { Cause } from '../../model/ledger/cause';
import type { Version } from '../../model/ledger/version';
import { retireAt } from '../../model/schedule/schedule';
import { amend } from '../amend';
import { rekeyActor } from '../rekey-actor';
import type { WorkerWorld } from '../world';

/**
 * Consumers may hold what was current for a moment, unrecorded, so it gets its overlap: recorded before the label moves on, because
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
      const planned = now.rolled?.until ?? retireAt(at, head.manifest.overlapSeconds, now, head.manifest);
      const end = latest(planned, at);
      return {
        entry: { type: 'retirement-planned', actor: rekeyActor, cause, versionId, evidence: { retireAt: end } },
        versions: [{ ...now, state: 'retiring', retireAt: end, due: { kind: 'retire', at: end } }],
      };
    },
    { fence },
  );
}
