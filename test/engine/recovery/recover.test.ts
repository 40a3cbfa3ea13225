import { applyKey } from '../../../lib/engine/declaration/apply-key';
import { doWork } from '../../../lib/engine/do-work';
import { requestRecovery } from '../../../lib/engine/recovery/request-recovery';
import { requestRollBack } from '../../../lib/engine/roll-back/request-roll-back';
import { requestRotation } from '../../../lib/engine/rotation/request-rotation';
import type { HeldSecret } from '../../../lib/memory/memory-secrets-manager';
import type { MemoryTable } from '../../../lib/memory/memory-table';
import type { CommandId, VersionId } from '../../../lib/model/ids';
import { plusSeconds } from '../../../lib/model/instant';
import type { KeyHead } from '../../../lib/model/ledger/key-head';
import type { KeyRecovery } from '../../../lib/model/recovery/recovery';
import { SecretValue } from '../../../lib/model/secret-value';
import type { Version } from '../../../lib/model/ledger/version';
import { cheapFingerprints } from '../../simulation/surroundings/cheap-fingerprints';
import { operator } from '../../simulation/operations/command';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { orderedIn } from './ordered-in';
import { forgetSinceBackup } from '../../simulation/operations/forget-since-backup';
import { startMatch } from '../../simulation/surroundings/functions';
import { runQuietly } from '../../simulation/histories/history';
import type { IssuerFamily } from '../../simulation/surroundings/issuer-family';
import type { KeySpec } from '../../simulation/surroundings/key-spec';
import { leakOf } from '../../simulation/operations/leak-of';
import { apply } from '../../simulation/operations/operations';
import { Simulation } from '../../simulation/surroundings/simulation';
import { credentialOf, currentVersionIn, secretOf } from '../../simulation/surroundings/truth';
import type { SimulatedWorld } from '../../simulation/surroundings/world-of';

let simulation: Simulation;
let key: KeySpec;

async function begin(family: IssuerFamily = plainFamily, keys = 1): Promise<MemoryTable> {
  simulation = new Simulation(1, { keys, family });
  await simulation.open();
  key = simulation.keys[0] as KeySpec;
  for (const one of simulation.keys) {
    one.manifests = one.manifests.map((each) => ({ ...each, maxAgeSeconds: 36_000, overlapSeconds: 3600 }));
    apply(simulation, one);
  }
  await runQuietly(simulation, 120);
  return simulation.ledger.table.copy();
}

function restore(backup: MemoryTable): void {
  simulation.ledger.restore(backup);
  forgetSinceBackup(simulation);
}

const ordered = (run: (world: SimulatedWorld) => Promise<unknown>) => orderedIn(simulation, run);
const order = (command: string) => ({ keyId: key.keyId, actor: operator, commandId: command as CommandId });
const rotate = (command: string) => ordered((world) => requestRotation(world, order(command)));
const recover = (adopt: boolean) => ordered((world) => requestRecovery(world, { actor: operator, adopt }));

const holder = () => currentVersionIn(secretOf(simulation, key) as HeldSecret) as VersionId;
const table = () => simulation.ledger.table;
const head = () => table().row('head', key.keyId, '')?.body as unknown as KeyHead;
const version = (id: VersionId) => table().row('version', key.keyId, id)?.body as Version | undefined;
const states = () =>
  table()
    .of('version', key.keyId)
    .map(({ body }) => (body as Version).state)
    .toSorted();
const seen = () => table().recoveries.get(`key ${key.keyId}`) as KeyRecovery | undefined;
const revocations = () => simulation.issuers[0]?.credentials.filter(({ revokedMs }) => revokedMs !== undefined).length;
const entries = () =>
  table()
    .of('entry', key.keyId)
    .map(({ body }) => String(body['type']));
const isRecovered = () => table().installation?.epoch === simulation.ledger.tableIdNow;

const valueNamed: IssuerFamily = { ...plainFamily, idIsValue: true };
const unlabelled: IssuerFamily = {
  ...plainFamily,
  capabilities: { ...plainFamily.capabilities, label: 'none' },
};

describe('recover', () => {
  it('shows what was minted since the backup, and changes nothing', async () => {
    const backup = await begin();
    await rotate('one');
    restore(backup);
    const before = entries();
    await recover(false);
    expect(seen()).toMatchObject({ state: 'differs', unknown: [{ versionId: holder(), as: 'current' }], gone: [] });
    expect(entries()).toEqual(before);
    expect(isRecovered()).toBe(false);
  });

  it.each([
    ['with ids and labels', plainFamily],
    ['whose ids are the values', valueNamed],
    ['without labels', unlabelled],
  ])('takes in what was minted since, at an issuer %s, and everything goes on', async (_, family) => {
    const backup = await begin(family);
    const first = holder();
    await rotate('one');
    const second = holder();
    await rotate('two');
    const revoked = revocations();
    restore(backup);
    await recover(true);

    expect(isRecovered()).toBe(true);
    expect(head().currentVersionId).toBe(holder());
    expect(version(holder())).toMatchObject({ state: 'current', cause: 'recovered' });
    const overlap = plusSeconds(version(first)?.retireAt ?? ('' as never), -3600);
    expect(entries()).toContain('key-recovered');
    expect(version(first)).toMatchObject({ state: 'retiring' });
    expect(version(second)).toMatchObject({ state: 'retiring', cause: 'recovered' });
    expect(table().of('entry', key.keyId).at(-1)?.body).toMatchObject({ at: overlap });
    expect(revocations()).toBe(revoked);

    await runQuietly(simulation, 2 * 3600);
    expect(version(first)?.state).toBe('dead');
    expect(version(second)?.state).toBe('dead');
    const recovered = holder();
    await runQuietly(simulation, 10 * 3600);
    expect(holder()).not.toBe(recovered);
    expect(simulation.watch.broken).toBeUndefined();
  });

  it('replaces at once what is current and was ended at its issuer since', async () => {
    const backup = await begin(plainFamily, 3);
    const ended = holder();
    const credential = credentialOf(simulation, key, ended);
    simulation.watch.killsBegun.set(credential?.value ?? '', simulation.scheduler.nowMs);
    Object.assign(credential ?? {}, { revokedMs: simulation.scheduler.nowMs, deadMs: simulation.scheduler.nowMs });
    restore(backup);
    await recover(true);
    await runQuietly(simulation, 120);
    expect(holder()).not.toBe(ended);
    expect(head().currentVersionId).toBe(holder());
  });

  it('ends nothing of a value that somebody stored once more, and that is current in its second place', async () => {
    const backup = await begin();
    const [first, secret] = [holder(), secretOf(simulation, key) as HeldSecret];
    const token = simulation.random.hex(32);
    key.foreignMs = simulation.scheduler.nowMs;
    simulation.manager.putSecretValue({ secretId: secret.name, token, value: secret.versions.get(first)?.value ?? '' });
    restore(backup);
    await recover(true);
    await runQuietly(simulation, 2 * 3600);
    expect(head()).toMatchObject({ currentVersionId: first, copyVersionId: token });
    expect(credentialOf(simulation, key, first)?.revokedMs).toBeUndefined();
  });

  it('makes the values that were minted since known to leak reports', async () => {
    const backup = await begin();
    await rotate('one');
    restore(backup);
    await recover(true);
    const value = credentialOf(simulation, key, holder())?.value ?? '';
    const [fingerprint] = await cheapFingerprints.of(new SecretValue(value), ['raw']);
    const located = await simulation.ledger.locate(fingerprint === undefined ? [] : [fingerprint]);
    expect([...located.values()]).toEqual([{ keyId: key.keyId, versionId: holder() }]);
  });

  it('knows what was revoked since as gone, and does not have it in use', async () => {
    const backup = await begin();
    const first = holder();
    startMatch(simulation, await leakOf(simulation, key, first, 'public'));
    await runQuietly(simulation, 300);
    restore(backup);
    await recover(false);
    expect(seen()?.gone).toEqual([first]);
    await recover(true);
    await runQuietly(simulation, 600);
    expect(version(first)?.state).toBe('dead');
    expect(head().currentVersionId).toBe(holder());
  });

  it('gives up a rotation that was in flight in the backup, and ends nothing that it made current', async () => {
    await begin();
    let backup: MemoryTable | undefined;
    const stop = simulation.ledger.record.bind(simulation.ledger);
    simulation.ledger.record = async (transition) => {
      const outcome = await stop(transition);
      if (transition.entry.type === 'version-stored') backup ??= table().copy();
      return outcome;
    };
    await rotate('one');
    const promoted = holder();
    restore(backup as MemoryTable);
    await recover(true);
    expect(head().rotation).toBeUndefined();
    await runQuietly(simulation, 3 * 3600);
    expect(holder()).toBe(promoted);
    expect(version(promoted)?.state).toBe('current');
    expect(states()).toEqual(['current', 'dead', 'dead']);
    expect(simulation.watch.broken).toBeUndefined();
  });

  it('knows a key again that was declared since the backup, once it is declared again', async () => {
    simulation = new Simulation(1, { keys: 1, family: plainFamily });
    await simulation.open();
    key = simulation.keys[0] as KeySpec;
    const backup = table().copy();
    apply(simulation, key);
    await runQuietly(simulation, 120);
    restore(backup);
    const manifest = key.manifests[0] as KeySpec['manifests'][number];
    await ordered((world) => applyKey(world, { keyId: key.keyId, manifest, actor: operator }));
    await recover(true);
    expect(isRecovered()).toBe(true);
    expect(head().currentVersionId).toBe(holder());
    expect(version(holder())?.state).toBe('current');
    expect(head().recoveredIn).toBe(simulation.ledger.tableIdNow);
    expect(await simulation.ledger.secretOwner(head().secretArn ?? '')).toBe(key.keyId);
  });

  it('names credentials of a key that the ledger does not know', async () => {
    simulation = new Simulation(1, { keys: 1, family: plainFamily });
    await simulation.open();
    key = simulation.keys[0] as KeySpec;
    const backup = table().copy();
    apply(simulation, key);
    await runQuietly(simulation, 120);
    restore(backup);
    await recover(false);
    expect(table().recoveries.get('issuer sim-a')).toMatchObject({ strangers: [expect.stringMatching(/^rekey-/)] });
  });

  it('is not ended by a key whose secret is gone, until that is released', async () => {
    const backup = await begin(plainFamily, 2);
    restore(backup);
    simulation.manager.deleteSecret(key.manifests[0]?.secret.name ?? '');
    await recover(true);
    expect(seen()).toMatchObject({ state: 'blocked', problem: expect.stringContaining('scheduled for deletion') });
    expect(isRecovered()).toBe(false);
  });

  it('goes on where it was interrupted, whatever comes twice', async () => {
    const backup = await begin();
    await rotate('one');
    restore(backup);
    let calls = 0;
    await ordered(async (world) => {
      await requestRecovery(world, { actor: operator, adopt: true });
      const noted = await world.ledger.issuerRecovery(world.issuer.name);
      const work = { kind: 'recover' as const, adopt: true, skip: 0, dueAt: world.clock.now() };
      const cut = new Proxy(world.ledger, {
        get: (ledger, name) => {
          if (name === 'record' && ++calls > 1) throw new Error('cut off');
          return Reflect.get(ledger, name) as unknown;
        },
      });
      const of = { ...work, recoveryId: noted?.recoveryId ?? '' };
      await doWork({ ...world, ledger: cut }, of).catch(() => undefined);
      await doWork(world, of);
      await doWork(world, of);
    });
    expect(isRecovered()).toBe(true);
    expect(entries().filter((type) => type === 'version-recovered')).toHaveLength(1);
    expect(entries().filter((type) => type === 'key-recovered')).toHaveLength(1);
  });

  it('gives what is minted afterwards names that nothing forgotten has', async () => {
    const backup = await begin(valueNamed);
    await rotate('one');
    simulation.watch.rollBacks.set(key.keyId, 1);
    await ordered((world) => requestRollBack(world, { ...order('back'), reason: 'a test' }));
    restore(backup);
    await recover(true);
    // The same command for the same parent, of which the ledger remembers nothing.
    await rotate('one');
    const labels = simulation.issuers[0]?.credentials.map(({ label }) => label) ?? [];
    expect(labels).toHaveLength(3);
    expect(new Set(labels).size).toBe(3);
    expect(revocations()).toBe(0);
    expect(holder()).toBe(head().currentVersionId);
  });

  it('takes no value for dead while its issuer refuses everybody', async () => {
    const backup = await begin(unlabelled);
    await rotate('one');
    restore(backup);
    const issuer = simulation.issuers[0] as (typeof simulation.issuers)[number];
    issuer.outage = { kind: 'refuses all', untilMs: simulation.scheduler.nowMs + 300_000 };
    await recover(true);
    expect(version(holder())).toBeUndefined();
    await runQuietly(simulation, 600);
    expect(version(holder())).toMatchObject({ state: 'current' });
  });

  it('takes in every value that lives, where no list can name them', async () => {
    const backup = await begin(unlabelled);
    for (const command of ['one', 'two', 'three']) await rotate(command);
    restore(backup);
    await recover(true);
    expect(states()).toEqual(['current', 'dead', 'retiring', 'retiring', 'retiring']);
  });

  it('is refused while the ledger is in its own table', async () => {
    await begin();
    await expect(recover(true)).rejects.toMatchObject({ code: 'conflict' });
  });
});
