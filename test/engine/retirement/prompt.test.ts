import { plainFamily } from '../../simulation/histories/crash-cases';
import { Simulation } from '../../simulation/surroundings/simulation';
import { lingeringKey } from './lingering-key';

/** How often a retirement asks the issuer about values, when the one that it revoked is accepted for some time yet. */
async function askedInRetirement(revocationSeconds: number): Promise<number> {
  let asked = 0;
  const family = { ...plainFamily, capabilities: { ...plainFamily.capabilities, revocationSeconds } };
  const simulation = new Simulation(1, {
    keys: 1,
    family,
    chooseFault: ({ process, name }) => {
      if (process.startsWith('retire#') && name === 'issuer.verify') asked += 1;
      return undefined;
    },
  });
  await lingeringKey(simulation);
  return asked;
}

describe('the first look at a value, right after its revocation', () => {
  it('asks about the current one, too, at an issuer that forgets within seconds', async () => {
    expect(await askedInRetirement(5)).toBe(2);
  });

  it('asks about it alone at an issuer that takes longer: the other question would mostly be for nothing', async () => {
    expect(await askedInRetirement(20)).toBe(1);
  });
});
