import { plainFamily } from '../../simulation/histories/crash-cases';
import { Simulation } from '../../simulation/surroundings/simulation';
import type { ChooseFault } from '../../simulation/trouble/faults';
import { lingeringKey } from './lingering-key';

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
    await lingeringKey(simulation);

    expect(simulation.coverage.counts.get('entry: version-still-alive')).toBe(1);
  });
});
