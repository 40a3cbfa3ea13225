import { type Minted, mint } from '../../../lib/engine/rotation/mint';
import type { VersionId } from '../../../lib/model/ids';
import { epochMs, instantOf } from '../../../lib/model/instant';
import { sampleRotation } from '../../contract/samples';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { apply } from '../../simulation/operations/operations';
import { startProcess } from '../../simulation/surroundings/functions';
import type { KeySpec } from '../../simulation/surroundings/key-spec';
import { Simulation } from '../../simulation/surroundings/simulation';
import { secretOf } from '../../simulation/surroundings/truth';
import { runQuietly } from '../../simulation/histories/history';
import { WatchedKey } from '../checks/watched-key';

describe('a value', () => {
  it('ages from when it was asked for, however late the answer comes', async () => {
    const one = await WatchedKey.issued();
    one.faults.set('issuer.mint', 'late answer');
    const askedMs = one.simulation.scheduler.nowMs;
    const claimUntil = instantOf(askedMs + 600_000);
    const rotation = { ...sampleRotation(one.head.currentVersionId as VersionId), claimUntil };
    const claim = {
      head: one.head,
      rotation,
      fence: one.head.fence,
      secretArn: one.head.secretArn ?? '',
      resumed: false,
    };
    let minted: Minted | undefined;

    startProcess(one.simulation, { kind: 'rotate', issuer: one.issuer }, async (world) => {
      minted = await mint(world, claim);
    });
    await one.run(300);

    expect(minted && epochMs(minted.issuedAt)).toBeLessThan(askedMs + 5000);
  });
});

describe('an attempt whose value was minted and not stored', () => {
  it('is given up before that is revoked: what is sent late meets nothing that anybody went on with', async () => {
    const one = await WatchedKey.issued();
    one.faults.set('issuer.mint', 'crash after').set('issuer.revoke', 'crash before');

    one.wish('manual:1');
    for (let seconds = 0; one.faults.size > 0 && seconds < 900; seconds += 5) await one.run(5);

    expect(one.faults.size).toBe(0);
    expect(one.entries.map(({ type }) => type)).toContain('attempt-given-up');
  });
});

describe('a secret that somebody else made', () => {
  it('is not taken for the key that names it, and stays as it is', async () => {
    const simulation = new Simulation(1, { keys: 1, family: plainFamily });
    await simulation.open();
    const key = simulation.keys[0] as KeySpec;
    const name = key.manifests[0]?.secret.name ?? '';
    apply(simulation, key);
    const { table } = simulation.ledger;
    // Made once the declaration was accepted, which looks for it, too.
    while (table.row('head', key.keyId, '') === undefined)
      await simulation.scheduler.run(simulation.scheduler.nowMs + 10);
    key.foreignMs = simulation.scheduler.nowMs;
    simulation.manager.createSecret({ name, token: 'a'.repeat(32), value: '{"token":"theirs"}', tags: {} });
    await runQuietly(simulation, 600);

    const secret = secretOf(simulation, key);
    expect([...(secret?.versions.values() ?? [])].map(({ value }) => value)).toEqual(['{"token":"theirs"}']);
    expect(secret?.tags).toEqual({});
    expect(simulation.inbox.map(({ type }) => type)).toContain('Rotation Failed');
  });
});
