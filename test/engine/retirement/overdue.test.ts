import type { Manifest } from '../../../lib/model/manifest/manifest';
import { plainFamily } from '../../simulation/histories/crash-cases';
import type { ChooseFault } from '../../simulation/trouble/faults';
import { runQuietly } from '../../simulation/histories/history';
import { apply } from '../../simulation/operations/operations';
import { Simulation } from '../../simulation/surroundings/simulation';
import { WatchedKey } from '../checks/watched-key';

const maxAgeSeconds = 7200;

/** A key whose issuer has given out its first value, and gives out no other one; as it is so many seconds after that. */
async function withoutSuccessor(
  expiry: Manifest['expiry'],
  seconds: number,
  chooseFault?: ChooseFault,
): Promise<Simulation> {
  const simulation = new Simulation(1, { keys: 1, family: plainFamily, ...(chooseFault && { chooseFault }) });
  await simulation.open();
  const [key] = simulation.keys;
  const [issuer] = simulation.issuers;
  if (key === undefined || issuer === undefined) throw new Error('no key');
  key.manifests = key.manifests.map((manifest) => ({ ...manifest, maxAgeSeconds, expiry }));
  apply(simulation, key);
  await runQuietly(simulation, 120);
  issuer.mintsRefused = { untilMs: Number.POSITIVE_INFINITY, kind: 'quota' };
  await runQuietly(simulation, seconds);
  return simulation;
}

const toldOf = ({ coverage }: Simulation) => coverage.counts.get('entry: expiry-overdue') ?? 0;
const revokedIn = ({ issuers }: Simulation) => issuers[0]?.credentials[0]?.revokedMs;

describe('a version that reaches its hard end without a successor', () => {
  it('is told as overdue once, and revoked by nobody, where the policy alerts', async () => {
    const simulation = await withoutSuccessor('alert', 3 * maxAgeSeconds);

    expect(toldOf(simulation)).toBe(1);
    expect(revokedIn(simulation)).toBeUndefined();
    const [current] = simulation.ledger.table.of('version').filter(({ body }) => body['state'] === 'current');
    expect(current?.due).toBeUndefined();
  });

  it('is not told as overdue before its end', async () => {
    expect(toldOf(await withoutSuccessor('alert', maxAgeSeconds - 600))).toBe(0);
  });

  it('is revoked where the policy revokes, and nothing is overdue', async () => {
    const simulation = await withoutSuccessor('revoke', maxAgeSeconds);

    expect(revokedIn(simulation)).toBeDefined();
    expect(toldOf(simulation)).toBe(0);
  });

  it('is told as overdue once where its issuer does not revoke it, which is tried on', async () => {
    let tries = 0;
    const refuse: ChooseFault = ({ name }) => {
      if (name !== 'issuer.revoke') return undefined;
      tries += 1;
      return 'not reached';
    };

    const simulation = await withoutSuccessor('revoke', 2 * maxAgeSeconds, refuse);

    expect(toldOf(simulation)).toBe(1);
    expect(tries).toBeGreaterThan(10);
  });
});

describe('a replaced version that nobody can name', () => {
  it('is told as overdue once its overlap is over, because only a person can end it', async () => {
    const one = await WatchedKey.issued();
    const old = one.holder;
    one.forgetName(old);
    await one.rotate('by hand');
    const told = () => one.entries.filter(({ type }) => type === 'expiry-overdue');

    await one.run(900);
    expect(told()).toEqual([]);
    await one.run(600);
    expect(told()).toMatchObject([{ versionId: old, evidence: { because: expect.stringContaining('by hand') } }]);
    await one.run(1800);
    expect(told()).toHaveLength(1);
  });

  it('is told again at its hard end, once it is current again and the policy alerts', async () => {
    const one = await WatchedKey.issued();
    one.declare({ expiry: 'alert' });
    const old = one.holder;
    one.forgetName(old);
    await one.rotate('by hand');
    const told = () => one.entries.filter(({ type }) => type === 'expiry-overdue');
    await one.run(1500);
    expect(told()).toHaveLength(1);

    one.move(old);
    await one.look();
    expect(one.head.currentVersionId).toBe(old);
    one.issuer.mintsRefused = { untilMs: Number.POSITIVE_INFINITY, kind: 'quota' };
    await one.run(33_000);
    expect(told()).toHaveLength(1);
    await one.run(3000);
    expect(told()).toMatchObject([{ versionId: old }, { versionId: old }]);
    expect(told()[1]?.evidence).not.toHaveProperty('because');
  });
});
