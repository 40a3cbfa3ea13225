import { applyKey } from '../../../lib/engine/declaration/apply-key';
import { amend } from '../../../lib/engine/amend';
import { finishRecovery } from '../../../lib/engine/recovery/finish-recovery';
import { rekeyActor } from '../../../lib/engine/rekey-actor';
import type { Ledger } from '../../../lib/ports';
import { operator } from '../../simulation/operations/command';
import { plainFamily } from '../../simulation/histories/crash-cases';
import type { KeySpec } from '../../simulation/surroundings/key-spec';
import { Simulation } from '../../simulation/surroundings/simulation';
import { orderedIn } from './ordered-in';

const tableId = 'restored';

/** Two keys, of which so many are recovered, after the index was read: it shows none of it. */
async function finishedAfter(recovered: number): Promise<{ ended: boolean | undefined; epoch: string | undefined }> {
  const simulation = new Simulation(1, { keys: 2, family: plainFamily });
  await simulation.open();
  const keys: readonly KeySpec[] = simulation.keys;
  let ended: boolean | undefined;
  await orderedIn(simulation, async (world) => {
    for (const { keyId, manifests } of keys)
      await applyKey(world, { keyId, manifest: manifests[0] as KeySpec['manifests'][number], actor: operator });
    const stale = await world.ledger.keys();
    for (const { keyId } of keys.slice(0, recovered))
      await amend(world, keyId, () => ({
        entry: { type: 'key-recovered', actor: rekeyActor },
        head: { recoveredIn: tableId },
      }));
    const ledger = Object.assign(Object.create(world.ledger) as Ledger, { keys: async () => stale });
    ended = await finishRecovery(Object.create(world, { ledger: { value: ledger } }) as typeof world, tableId);
  });
  return { ended, epoch: simulation.ledger.table.installation?.epoch };
}

describe('finishRecovery', () => {
  it('ends the recovery once every key is recovered, though the index does not show it yet', async () => {
    expect(await finishedAfter(2)).toEqual({ ended: true, epoch: tableId });
  });

  it('ends nothing while one key is not', async () => {
    expect(await finishedAfter(1)).toMatchObject({ ended: false, epoch: expect.not.stringMatching(tableId) });
  });
});
