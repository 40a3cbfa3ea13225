import { amendInstallation } from '../amend-installation';
import { rekeyActor } from '../rekey-actor';
import type { World } from '../world';

/** Pages: counts for the alarm at every sweep, and tells once that the ledger was restored and what is stopped. @throws RekeyError */
export async function tellRestored(world: World): Promise<void> {
  world.telemetry.count('LedgerRestored', 1);
  const tableId = await world.ledger.tableId();
  await amendInstallation(world, ({ epoch }) => ({
    entry: { type: 'ledger-restored', actor: rekeyActor, evidence: { epoch, tableId } },
    once: `ledger-restored#${tableId}`,
  }));
}
