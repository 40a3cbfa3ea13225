import { plainFamily } from '../../simulation/histories/crash-cases';
import { runQuietly } from '../../simulation/histories/history';
import { apply } from '../../simulation/operations/operations';
import { Simulation } from '../../simulation/surroundings/simulation';
import type { ChooseFault } from '../../simulation/trouble/faults';

/** Of each process that proves a death, the question about the value that is current gets no answer: the second one that it asks. */
function currentUnasked(): ChooseFault {
  const asked = new Map<string, number>();
  return ({ process, name }) => {
    if (!process.startsWith('prove#') || name !== 'issuer.verify') return undefined;
    const times = (asked.get(process) ?? 0) + 1;
    asked.set(process, times);
    return times === 2 ? 'not reached' : undefined;
  };
}

describe('a value that its issuer said it revoked, and accepts', () => {
  it('is told as alive once it is late, though the current one cannot be asked about', async () => {
    const simulation = new Simulation(1, { keys: 1, family: plainFamily, chooseFault: currentUnasked() });
    await simulation.open();
    const [key] = simulation.keys;
    if (key === undefined) throw new Error('no key');
    key.manifests = key.manifests.map((manifest) => ({ ...manifest, maxAgeSeconds: 7200, overlapSeconds: 1200 }));
    apply(simulation, key);
    await runQuietly(simulation, 120);
    const [first] = simulation.issuers[0]?.credentials ?? [];
    if (first === undefined) throw new Error('nothing was issued');
    first.forgets = 1_000_000;

    await runQuietly(simulation, 7200);

    expect(simulation.coverage.counts.get('entry: version-still-alive')).toBe(1);
  });
});
