import { runQuietly } from '../../simulation/histories/history';
import { plainFamily } from '../../simulation/histories/crash-cases';
import type { IssuerFamily } from '../../simulation/surroundings/issuer-family';
import { apply } from '../../simulation/operations/operations';
import { Simulation } from '../../simulation/surroundings/simulation';

/** A world with one key that has its first value. */
async function issued(family: IssuerFamily): Promise<Simulation> {
  const simulation = new Simulation(1, { keys: 1, family });
  await simulation.open();
  for (const key of simulation.keys) {
    key.manifests = key.manifests.map((manifest) => ({ ...manifest, maxAgeSeconds: 7200, expiry: 'revoke' }));
    apply(simulation, key);
  }
  await runQuietly(simulation, 300);
  return simulation;
}

describe('a policy that is declared anew', () => {
  it('does not let a version outlive the end that the issuer set for it', async () => {
    const { capabilities } = plainFamily;
    const simulation = await issued({ ...plainFamily, capabilities: { ...capabilities, expiry: { settable: true } } });
    const [key] = simulation.keys;
    const newest = key?.manifests.at(-1);
    const endsMs = simulation.issuers[0]?.credentials[0]?.expiresMs ?? 0;
    if (key === undefined || newest === undefined) throw new Error('no key');

    key.manifests.push({ ...newest, maxAgeSeconds: 90 * 86_400 });
    apply(simulation, key);
    await runQuietly(simulation, 60);

    const head = await simulation.ledger.key(key.keyId);
    expect(head?.manifest.maxAgeSeconds).toBe(90 * 86_400);
    expect(Date.parse(head?.rotateAt ?? '')).toBeLessThan(endsMs);
  });

  it('moves the rotation on where the issuer set no end', async () => {
    const simulation = await issued(plainFamily);
    const [key] = simulation.keys;
    const newest = key?.manifests.at(-1);
    if (key === undefined || newest === undefined) throw new Error('no key');

    key.manifests.push({ ...newest, maxAgeSeconds: 90 * 86_400 });
    apply(simulation, key);
    await runQuietly(simulation, 60);

    const head = await simulation.ledger.key(key.keyId);
    expect(Date.parse(head?.rotateAt ?? '') - simulation.scheduler.nowMs).toBeGreaterThan(70 * 86_400_000);
  });
});
