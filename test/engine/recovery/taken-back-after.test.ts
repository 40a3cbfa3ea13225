import { applyKey } from '../../../lib/engine/declaration/apply-key';
import { releaseKey } from '../../../lib/engine/declaration/release-key';
import { requestRecovery } from '../../../lib/engine/recovery/request-recovery';
import type { KeyHead } from '../../../lib/model/ledger/key-head';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { runQuietly } from '../../simulation/histories/history';
import { operator } from '../../simulation/operations/command';
import { forgetSinceBackup } from '../../simulation/operations/forget-since-backup';
import { apply } from '../../simulation/operations/operations';
import { Simulation } from '../../simulation/surroundings/simulation';
import type { KeySpec } from '../../simulation/surroundings/key-spec';
import { credentialOf, currentVersionIn, secretOf } from '../../simulation/surroundings/truth';
import type { SimulatedWorld } from '../../simulation/surroundings/world-of';
import { orderedIn } from './ordered-in';

describe('a key that was declared and let go on a restored ledger, and is taken back after the recovery', () => {
  it('gets names that nothing forgotten has, and what its secret holds lives on', async () => {
    const simulation = new Simulation(1, { keys: 1, family: { ...plainFamily, idIsValue: true } });
    await simulation.open();
    const key = simulation.keys[0] as KeySpec;
    const declaration = {
      keyId: key.keyId,
      manifest: key.manifests[0] as KeySpec['manifests'][number],
      actor: operator,
    };
    const ordered = (run: (world: SimulatedWorld) => Promise<unknown>) => orderedIn(simulation, run);
    const holder = () => {
      const secret = secretOf(simulation, key);
      return (secret && currentVersionIn(secret)) ?? '';
    };
    const backup = simulation.ledger.table.copy();
    apply(simulation, key);
    await runQuietly(simulation, 120);
    const first = credentialOf(simulation, key, holder());
    simulation.ledger.restore(backup);
    forgetSinceBackup(simulation);
    await ordered((world) => applyKey(world, declaration));
    await ordered((world) => releaseKey(world, { keyId: key.keyId, actor: operator }));
    await ordered((world) => requestRecovery(world, { actor: operator, adopt: true }));

    await ordered((world) => applyKey(world, declaration));
    await runQuietly(simulation, 3600);

    const labels = simulation.issuers[0]?.credentials.map(({ label }) => label) ?? [];
    expect(new Set(labels).size).toBe(labels.length);
    expect(first).toMatchObject({ revokedMs: undefined });
    const head = simulation.ledger.table.row('head', key.keyId, '')?.body as KeyHead | undefined;
    expect(head?.currentVersionId).toBe(holder());
    expect(simulation.watch.broken).toBeUndefined();
  });
});
