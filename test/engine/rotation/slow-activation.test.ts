import { plainFamily } from '../../simulation/histories/crash-cases';
import type { Credential } from '../../simulation/surroundings/credential';
import { runQuietly } from '../../simulation/histories/history';
import { apply } from '../../simulation/operations/operations';
import { Simulation } from '../../simulation/surroundings/simulation';

/** Longer than any invocation. */
const activationSeconds = 200;

/** A key at an issuer that takes long to accept what it minted; its first value is accepted after so many seconds, or never. */
async function firstIssue(acceptedAfterSeconds: number): Promise<{ simulation: Simulation; first: Credential }> {
  const { capabilities } = plainFamily;
  const family = { ...plainFamily, capabilities: { ...capabilities, activationSeconds } };
  const simulation = new Simulation(1, { keys: 1, family });
  await simulation.open();
  const [key] = simulation.keys;
  if (key === undefined) throw new Error('no key');
  apply(simulation, key);
  await runQuietly(simulation, 10);
  const first = simulation.issuers[0]?.credentials[0];
  if (first === undefined) throw new Error('nothing was minted');
  first.activeMs = first.requestedMs + acceptedAfterSeconds * 1000;
  return { simulation, first };
}

describe('a value that its issuer accepts later than one invocation lasts', () => {
  it('is waited for, and becomes current', async () => {
    const { simulation, first } = await firstIssue(activationSeconds - 1);

    await runQuietly(simulation, 900);

    expect(simulation.issuers[0]?.credentials).toEqual([first]);
    expect(first.revokedMs).toBeUndefined();
    expect(simulation.coverage.counts.get('entry: version-promoted')).toBe(1);
  });

  it('is rejected and replaced when it is never accepted', async () => {
    const { simulation, first } = await firstIssue(Number.POSITIVE_INFINITY);

    await runQuietly(simulation, 900);

    expect(first.revokedMs).toBeDefined();
    expect(simulation.issuers[0]?.credentials).toHaveLength(2);
    expect(simulation.coverage.counts.get('entry: version-promoted')).toBe(1);
  });
});
