import { calm } from '../../simulation/trouble/faults';
import { runQuietly } from '../../simulation/histories/history';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { apply } from '../../simulation/operations/operations';
import { Simulation } from '../../simulation/surroundings/simulation';

describe('a value that was stored and never made current', () => {
  it('ends at maxAge, though its rotation is stuck', async () => {
    // Secrets Manager never answers the promotion: the version stays pending.
    const simulation = new Simulation(1, {
      keys: 1,
      family: plainFamily,
      chooseFault: ({ name }) => (name === 'secrets.promote' ? 'not reached' : undefined),
    });
    simulation.profile = calm;
    await simulation.open();
    const [key] = simulation.keys;
    if (key === undefined) throw new Error('no key');
    key.manifests = key.manifests.map((manifest) => ({ ...manifest, maxAgeSeconds: 7200 }));
    apply(simulation, key);

    await runQuietly(simulation, 7300);

    const [credential] = simulation.issuers[0]?.credentials ?? [];
    const lived = ((credential?.revokedMs ?? Number.POSITIVE_INFINITY) - (credential?.requestedMs ?? 0)) / 1000;
    expect(lived).toBeLessThanOrEqual(7200);
  });
});
