import { plainFamily } from '../../simulation/histories/crash-cases';
import { runQuietly } from '../../simulation/histories/history';
import { apply } from '../../simulation/operations/operations';
import { Simulation } from '../../simulation/surroundings/simulation';

describe('a key whose issuer is full', () => {
  it('tries again at least every tenth of maxAge and never at equal intervals, so that no rhythm of others shuts it out', async () => {
    const family = { ...plainFamily, capabilities: { ...plainFamily.capabilities, maxActive: 0 } };
    const simulation = new Simulation(1, { keys: 1, family });
    await simulation.open();
    const [key] = simulation.keys;
    if (key === undefined) throw new Error('no key');
    key.manifests = key.manifests.map((manifest) => ({ ...manifest, maxAgeSeconds: 10_800 }));
    apply(simulation, key);

    await runQuietly(simulation, 12 * 3600);

    const failed = simulation.ledger.table
      .of('entry', key.keyId)
      .filter(({ body }) => body['type'] === 'rotation-failed')
      .map(({ body }) => Date.parse(String(body['at'])) / 1000);
    const gaps = failed.slice(1).map((at, index) => Math.round(at - (failed[index] ?? 0)));
    // The sweep may come a minute later, and the try itself takes some seconds.
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1080 + 75);
    expect(new Set(gaps.slice(-10)).size).toBeGreaterThan(5);
  });
});
