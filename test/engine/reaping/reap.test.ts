import { pauseWidely } from '../../../lib/engine/pauses/pause-widely';
import { reap } from '../../../lib/engine/reaping/reap';
import { releaseKey } from '../../../lib/engine/declaration/release-key';
import type { InstallationId, VersionId } from '../../../lib/model/ids';
import { instantOf } from '../../../lib/model/instant';
import { labelOf } from '../../../lib/model/label';
import { operator } from '../../simulation/operations/command';
import type { Credential } from '../../simulation/surroundings/credential';
import { plainFamily, rollingFamily } from '../../simulation/histories/crash-cases';
import { startProcess } from '../../simulation/surroundings/functions';
import { runQuietly } from '../../simulation/histories/history';
import type { IssuerFamily } from '../../simulation/surroundings/issuer-family';
import type { KeySpec } from '../../simulation/surroundings/key-spec';
import { apply } from '../../simulation/operations/operations';
import type { SimulatedIssuer } from '../../simulation/surroundings/simulated-issuer';
import { Simulation } from '../../simulation/surroundings/simulation';
import type { SimulatedWorld } from '../../simulation/surroundings/world-of';

let simulation: Simulation;
let issuer: SimulatedIssuer;
let key: KeySpec;

async function begin(family: IssuerFamily = plainFamily): Promise<void> {
  simulation = new Simulation(1, { keys: 1, family });
  await simulation.open();
  issuer = simulation.issuers[0] as SimulatedIssuer;
  key = simulation.keys[0] as KeySpec;
  apply(simulation, key);
  await runQuietly(simulation, 120);
}

async function during(run: (world: SimulatedWorld) => Promise<unknown>): Promise<void> {
  startProcess(simulation, { kind: 'test', issuer }, run);
  await runQuietly(simulation, 30);
}
const act = () => during((world) => reap({ ...world, reaper: 'act' }));
const report = () => during(reap);

/** A credential that was minted for the key, it seems, and recorded nowhere. */
function plant(name: string, change: Partial<Credential> = {}, of?: string): Credential {
  const installationId = (of ?? simulation.installation?.installationId) as InstallationId;
  const label = labelOf(installationId, key.keyId, name.padEnd(36, '0') as VersionId);
  const hours = (count: number) => simulation.scheduler.nowMs - count * 3600_000;
  const minted = { label, keyId: key.keyId, requestedMs: hours(2), listedMs: hours(2) };
  return Object.assign(issuer.mintByHand({ level: 1 }), minted, change);
}

const isAlive = ({ deadMs }: Credential) => deadMs === undefined;
const entries = () =>
  simulation.ledger.table
    .of('entry', 'INSTALLATION')
    .map(({ body }) => String(body['type']))
    .filter((type) => type !== 'installation-created');

describe('reap', () => {
  describe('when a credential of ours is no version', () => {
    it('reports it once, and leaves it alone unless it was told to act', async () => {
      await begin();
      const stray = plant('00000000-0000');
      await report();
      await report();
      expect(entries()).toEqual(['stray-found']);
      expect(isAlive(stray)).toBe(true);
    });

    it('revokes it, where it was told to act, and nothing else', async () => {
      await begin();
      const others = [...issuer.credentials];
      const stray = plant('00000000-0000');
      await act();
      await act();
      expect(entries()).toEqual(['stray-found', 'stray-revoked']);
      expect(isAlive(stray)).toBe(false);
      expect(others.every(isAlive)).toBe(true);
    });

    it('leaves it alone while a pause is on', async () => {
      await begin();
      const stray = plant('00000000-0000');
      const until = instantOf(simulation.scheduler.nowMs + 3600_000);
      const pause = { until, reason: 'looking', actor: operator, containment: false };
      await during((world) => pauseWidely(world, { scope: { issuer: issuer.name }, pause }));
      await act();
      expect(isAlive(stray)).toBe(true);
      expect(entries()).toEqual(['installation-paused', 'stray-found']);
    });

    it('leaves it alone when its key was released', async () => {
      await begin();
      const stray = plant('00000000-0000');
      await during((world) => releaseKey(world, { keyId: key.keyId, actor: operator }));
      await act();
      expect(isAlive(stray)).toBe(true);
      expect(entries()).toEqual(['stray-found']);
    });
  });

  it('does not see what another installation labelled, what is young, and what is in use', async () => {
    await begin();
    plant('00000000-0000', {}, 'ba9876543210');
    plant('00000000-0001', { requestedMs: simulation.scheduler.nowMs - 60_000 });
    await act();
    expect(entries()).toEqual([]);
    expect(issuer.credentials.every(isAlive)).toBe(true);
  });

  it('does not touch what a version of the secret holds', async () => {
    await begin();
    const held = '00000000-0000-0000-0000-000000000000';
    simulation.manager.putSecretValue({
      secretId: key.manifests[0]?.secret.name ?? '',
      token: held,
      value: 'by hand',
      labels: ['AWSPENDING'],
    });
    const stray = plant(held);
    await act();
    expect(isAlive(stray)).toBe(true);
  });

  it('halts at three strays: touches none, and tells it once', async () => {
    await begin();
    const strays = ['00000000-0000', '00000000-0001', '00000000-0002'].map((name) => plant(name));
    await act();
    await act();
    expect(strays.every(isAlive)).toBe(true);
    expect(entries()).toEqual(['reaper-halted']);
  });

  it('halts at an empty list, where a key has a value', async () => {
    await begin();
    await during((world) => {
      const find = async () => (await world.issuer.find({})).slice(0, 0);
      return reap({ ...world, reaper: 'act', issuer: { ...world.issuer, find } });
    });
    expect(entries()).toEqual(['reaper-halted']);
  });

  it('revokes again what its issuer forgot', async () => {
    await begin();
    const old = issuer.credentials[0] as Credential;
    key.manifests = key.manifests.map((manifest) => ({ ...manifest, maxAgeSeconds: 10_800, overlapSeconds: 600 }));
    apply(simulation, key);
    await runQuietly(simulation, 5 * 3600);
    expect(isAlive(old)).toBe(false);
    old.deadMs = undefined;
    await act();
    expect(isAlive(old)).toBe(false);
    expect(entries()).toEqual(['stray-found', 'stray-revoked']);
  });

  describe('when the issuer rolls in place', () => {
    it('leaves alone what may be the credential of a version that nobody can name, as after a restore', async () => {
      await begin(rollingFamily(0));
      const [credential] = issuer.credentials as [Credential];
      const { table } = simulation.ledger;
      const [row] = table.of('version', key.keyId).filter(({ body }) => body['state'] === 'current');
      const { ref: _, ...body } = row?.body ?? {};
      // It was rolled since: its label is that of a version which is no more.
      Object.assign(credential, plant('00000000-0000'), { value: credential.value });
      if (row !== undefined) table.put({ ...row, body: { ...body, cause: 'recovered' } });

      await act();

      expect(entries()).toEqual(['stray-found']);
      expect(isAlive(credential)).toBe(true);
    });
  });

  describe('when the issuer has no labels', () => {
    it('reports what is none of ours under a principal of ours, and never revokes it', async () => {
      await begin({ ...plainFamily, capabilities: { ...plainFamily.capabilities, label: 'none' } });
      const stray = plant('', { label: '', keyId: undefined });
      const port = (world: SimulatedWorld) => ({
        ...world,
        reaper: 'act' as const,
        issuer: {
          ...world.issuer,
          principalOf: () => 'ci',
          find: async () =>
            issuer.credentials.map(({ id, requestedMs }) => ({
              ref: { id, label: '', principal: 'ci' },
              state: 'active' as const,
              createdAt: instantOf(requestedMs),
            })),
        },
      });
      await runQuietly(simulation, 3700);
      await during((world) => reap(port(world)));
      await during((world) => reap(port(world)));
      expect(isAlive(stray)).toBe(true);
      expect(entries()).toEqual(['stray-found']);
    });
  });
});
