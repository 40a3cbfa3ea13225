import { releaseKey } from '../../../lib/engine/declaration/release-key';
import { requestRecovery } from '../../../lib/engine/recovery/request-recovery';
import { requestRotation } from '../../../lib/engine/rotation/request-rotation';
import type { HeldSecret } from '../../../lib/memory/memory-secrets-manager';
import type { CommandId } from '../../../lib/model/ids';
import { operator } from '../../simulation/operations/command';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { forgetSinceBackup } from '../../simulation/operations/forget-since-backup';
import { runQuietly } from '../../simulation/histories/history';
import type { KeySpec } from '../../simulation/surroundings/key-spec';
import { apply } from '../../simulation/operations/operations';
import { Simulation } from '../../simulation/surroundings/simulation';
import { credentialOf, currentVersionIn, secretOf } from '../../simulation/surroundings/truth';
import { orderedIn } from '../recovery/ordered-in';

describe('the search for what an attempt left behind, at an issuer without labels', () => {
  it('ends nothing that was minted before the ledger was restored, and that nobody knows any more', async () => {
    const capabilities = { ...plainFamily.capabilities, label: 'none' } as const;
    const simulation = new Simulation(1, { keys: 3, family: { ...plainFamily, capabilities } });
    await simulation.open();
    const [key, , other] = simulation.keys as [KeySpec, KeySpec, KeySpec];
    const [issuer] = simulation.issuers;
    expect(other.issuer).toBe(key.issuer);
    for (const one of simulation.keys) apply(simulation, one);
    await runQuietly(simulation, 120);
    const rotate = ({ keyId }: KeySpec) => {
      const order = { keyId, actor: operator, commandId: `manual:${keyId}` as CommandId };
      return orderedIn(simulation, (world) => requestRotation(world, order));
    };
    const release = () => orderedIn(simulation, (world) => releaseKey(world, { keyId: other.keyId, actor: operator }));
    const { table } = simulation.ledger;

    // An attempt that comes to nothing is searched for twenty minutes later.
    if (issuer) issuer.mintsRefused = { untilMs: simulation.scheduler.nowMs + 180_000, kind: 'quota' };
    await rotate(key);
    await runQuietly(simulation, 90);
    const backup = table.copy();
    expect(table.of('attempt').length).toBeGreaterThan(0);
    // Since then another key got a value, and was let go.
    await rotate(other);
    await release();
    simulation.ledger.restore(backup);
    forgetSinceBackup(simulation);
    await release();
    await orderedIn(simulation, (world) => requestRecovery(world, { actor: operator, adopt: true }));
    await runQuietly(simulation, 2 * 3600);

    expect(table.of('attempt')).toEqual([]);
    const holder = currentVersionIn(secretOf(simulation, other) as HeldSecret) ?? '';
    expect(credentialOf(simulation, other, holder)).toMatchObject({ keyId: other.keyId, revokedMs: undefined });
  });
});
