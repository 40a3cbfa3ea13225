import { paceOf } from '../../lib/model/schedule/pace-of';
import { requestRevocation } from '../../lib/engine/incidents/request-revocation';
import type { CommandId, VersionId } from '../../lib/model/ids';
import { command, operator } from './operations/command';
import { plainFamily } from './histories/crash-cases';
import { flood } from './operations/flood';
import { runQuietly } from './histories/history';
import type { KeySpec } from './surroundings/key-spec';
import { apply } from './operations/operations';
import { checkFloodTold } from './promises/flood-is-told';
import { checkChains } from './promises/p7-append-only';
import { checkTold } from './promises/p9-someone-is-told';
import { Simulation } from './surroundings/simulation';
import { credentialOf, currentVersionIn, secretOf } from './surroundings/truth';

jest.setTimeout(240_000);

describe('500 keys in one report', () => {
  it('are all told and none is touched, and an order of an operator meanwhile is carried out within seconds', async () => {
    const simulation = new Simulation(1, { keys: 500, family: plainFamily, checked: false, pace: paceOf(2) });
    await simulation.open();
    const { keys, scheduler, watch, inbox } = simulation;
    for (const [index, key] of keys.entries()) scheduler.after(index * 500, () => apply(simulation, key));
    await runQuietly(simulation, 2400);
    // Nobody decides but the one below.
    simulation.quiet = true;
    const holderOf = (key: KeySpec) => {
      const secret = secretOf(simulation, key);
      return secret && (currentVersionIn(secret) as VersionId | undefined);
    };
    const [leaked] = keys as [KeySpec];
    const versionId = holderOf(leaked) as VersionId;
    const credential = credentialOf(simulation, leaked, versionId);
    const before = keys.map(holderOf);

    await flood(simulation, simulation.random);
    expect(watch.flooded.size).toBe(500);
    await scheduler.run(scheduler.nowMs + 1000);
    const orderedMs = scheduler.nowMs;
    watch.killsBegun.set(credential?.value ?? '', orderedMs);
    const order = { keyId: leaked.keyId, versionId, reason: 'a leak', actor: operator, commandId: 'r' as CommandId };
    command(
      simulation,
      'revoke',
      (world) => requestRevocation(world, order),
      () => undefined,
    );
    await scheduler.run(scheduler.nowMs + 2400_000);

    expect((credential?.revokedMs ?? Infinity) - orderedMs).toBeLessThan(10_000);
    const touched = keys.filter((key, index) => holderOf(key) !== before[index]);
    expect(touched).toEqual([leaked]);
    const revoked = simulation.issuers
      .flatMap(({ credentials }) => credentials)
      .filter((one) => (one.revokedMs ?? 0) > orderedMs);
    expect(revoked).toEqual([credential]);
    expect(inbox.filter(({ type }) => type === 'Incident Still Held')).toHaveLength(499);
    for (const check of [checkFloodTold, checkTold, checkChains]) check(simulation);
    expect(watch.broken).toBeUndefined();
  });
});
