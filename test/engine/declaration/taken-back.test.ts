import { applyKey } from '../../../lib/engine/declaration/apply-key';
import { changeOf } from '../../../lib/engine/declaration/change-of';
import { releaseKey } from '../../../lib/engine/declaration/release-key';
import { orderCheck } from '../../../lib/engine/order-check';
import { requestRollBack } from '../../../lib/engine/roll-back/request-roll-back';
import type { CommandId, KeyId, VersionId } from '../../../lib/model/ids';
import { instantOf } from '../../../lib/model/instant';
import type { KeyHead } from '../../../lib/model/ledger/key-head';
import type { Version } from '../../../lib/model/ledger/version';
import type { Manifest } from '../../../lib/model/manifest/manifest';
import { sampleIncident } from '../../contract/samples';
import { operator } from '../../simulation/operations/command';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { startProcess } from '../../simulation/surroundings/functions';
import { runQuietly } from '../../simulation/histories/history';
import type { KeySpec } from '../../simulation/surroundings/key-spec';
import { Simulation } from '../../simulation/surroundings/simulation';
import { secretOf } from '../../simulation/surroundings/truth';
import type { SimulatedWorld } from '../../simulation/surroundings/world-of';
import { WatchedKey } from '../checks/watched-key';

describe('a key that was released before it had a value', () => {
  it('gets one once it is taken back, though its secret was away when somebody looked last', async () => {
    const simulation = new Simulation(1, { keys: 1, family: plainFamily, latencyMs: 20 });
    await simulation.open();
    const { keyId, issuer, manifests } = simulation.keys[0] as KeySpec;
    const head = () => simulation.ledger.table.row('head', keyId, '')?.body as unknown as KeyHead;
    const does = async (what: (world: SimulatedWorld) => Promise<unknown>) => {
      startProcess(simulation, { kind: 'operate', about: keyId }, what);
      await runQuietly(simulation, 120);
    };
    const declare = (world: SimulatedWorld) =>
      applyKey(world, { keyId, manifest: manifests[0] as Manifest, actor: operator });
    simulation.issuerOf(issuer).mintsRefused = { untilMs: Number.POSITIVE_INFINITY, kind: 'quota' };
    await does(declare);
    const secret = secretOf(simulation, simulation.keys[0] as KeySpec);
    if (secret === undefined) throw new Error('the secret was not made');
    secret.deleted = true;
    await does((world) => orderCheck(world, head()));
    expect(head().findings).toMatchObject([{ what: 'deletion scheduled' }]);
    await does((world) => releaseKey(world, { keyId, actor: operator }));
    secret.deleted = false;
    simulation.issuerOf(issuer).mintsRefused = undefined;
    await runQuietly(simulation, 3 * 86_400);

    await does(declare);
    await runQuietly(simulation, 3600);

    expect(head()).toMatchObject({ rotateAt: expect.any(String) as unknown });
    expect(head().findings).toBeUndefined();
  });
});

describe('what an observed key withheld', () => {
  it('is over when the key is let go, so that no order of later acts on it', async () => {
    const one = await WatchedKey.issued(plainFamily);
    const { table } = one.simulation.ledger;
    const keyId = one.key.keyId as KeyId;
    const change = { withheldAt: instantOf(one.simulation.scheduler.nowMs) };
    const body = sampleIncident(keyId, one.holder as VersionId, change);
    table.put({ kind: 'incident', chain: keyId, id: body.incidentId, body });

    await one.release();

    expect(table.row('incident', keyId, body.incidentId)?.body).toMatchObject({ state: 'closed' });
  });
});

describe('a key that was released, and taken back', () => {
  it('does not do what was ordered before', async () => {
    const one = await WatchedKey.issued();
    const { keyId, issuer } = one.key;
    const first = one.holder;
    await one.rotate('manual:1');
    const second = one.holder;
    const after = one.head.rollBacks ?? 0;
    const does = async (what: (world: SimulatedWorld) => Promise<unknown>) => {
      startProcess(one.simulation, { kind: 'operate' }, what);
      await one.run(60);
    };
    const now = instantOf(one.simulation.scheduler.nowMs);
    const order = { keyId, actor: operator, commandId: 'roll-back:1' as CommandId, reason: 'worse', dueAt: now };
    await does((world) => releaseKey(world, { keyId, actor: operator }));
    await does((world) => applyKey(world, { keyId, manifest: one.key.manifests[0] as Manifest, actor: operator }));
    const sequence = one.head.sequence;

    const [from, to] = [second, first] as [Version['versionId'], Version['versionId']];
    one.simulation.queue('rotations', issuer).post({ kind: 'roll-back', ...order, from, to, after });
    one.simulation
      .queue('rotations', issuer)
      .post({ ...order, kind: 'rotate', commandId: 'manual:2' as CommandId, cause: 'manual', parent: from });
    await one.run(60);

    expect(one.holder).toBe(second);
    expect(one.head.sequence).toBe(sequence);
    await does((world) => requestRollBack(world, { ...order, commandId: 'roll-back:2' as CommandId }));
    expect(one.holder).toBe(first);
  });

  it('has replaced versions retire, even where nothing is current', async () => {
    const one = await WatchedKey.issued();
    const manifest = one.key.manifests[0] as Manifest;
    const now = instantOf(one.simulation.scheduler.nowMs);
    const retiring: Version = {
      ...(one.version(one.holder) as Version),
      state: 'retiring',
      retireAt: now,
      due: undefined,
    };
    const head: KeyHead = { ...one.head, status: 'released', currentVersionId: undefined };

    const change = changeOf(
      { head, versions: [retiring], incidents: [] },
      { keyId: head.keyId, manifest, actor: operator },
      { limits: undefined, mints: false, grant: undefined, now },
    );

    expect(change.versions).toEqual([{ ...retiring, due: { kind: 'retire', at: now } }]);
  });
});
