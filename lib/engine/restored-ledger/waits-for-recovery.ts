import { onRestoredLedger } from '../../model/recovery/on-restored-ledger';
import type { Work } from '../../model/work/work';
import type { World } from '../world';
import { isRestored } from './is-restored';

/** Whether work has to wait until `rekey recover`, because the ledger was restored from a backup. @throws RekeyError */
export async function waitsForRecovery(world: World, work: Work): Promise<boolean> {
  const does = onRestoredLedger(work.kind);
  if (does === 'goes on' || !(await isRestored(world))) return false;
  if (work.kind !== 'contain') return true;
  return (await world.ledger.incident(work.keyId, work.incidentId))?.orderedBy === undefined;
}
