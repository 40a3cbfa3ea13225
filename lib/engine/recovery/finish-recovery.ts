import { allKeys } from '../all-keys';
import { amendInstallation } from '../amend-installation';
import { rekeyActor } from '../rekey-actor';
import type { World } from '../world';

/** Ends the recovery once every key that is governed was recovered in this table: from then on everything goes on. True: it is ended. @throws RekeyError */
export async function finishRecovery(world: World, tableId: string): Promise<boolean> {
  for await (const { keyId, status, recoveredIn } of allKeys(world.ledger)) {
    if (status === 'released' || recoveredIn === tableId) continue;
    // The index may not show yet what was just written.
    const head = await world.ledger.key(keyId);
    if (head !== undefined && head.status !== 'released' && head.recoveredIn !== tableId) return false;
  }
  await amendInstallation(world, ({ epoch }) =>
    epoch === tableId
      ? undefined
      : {
          entry: { type: 'installation-recovered', actor: rekeyActor, evidence: { epoch: tableId, before: epoch } },
          epoch: tableId,
        },
  );
  return true;
}
