import type { VersionId } from '../../../lib/model/ids';
import type { HeldSecret } from '../../../lib/memory/memory-secrets-manager';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { startMatch } from '../../simulation/surroundings/functions';
import { runQuietly } from '../../simulation/histories/history';
import type { KeySpec } from '../../simulation/surroundings/key-spec';
import { leakOf } from '../../simulation/operations/leak-of';
import { apply } from '../../simulation/operations/operations';
import { Simulation } from '../../simulation/surroundings/simulation';
import { currentVersionIn, secretOf } from '../../simulation/surroundings/truth';

let simulation: Simulation;
let key: KeySpec;

beforeEach(async () => {
  simulation = new Simulation(1, { keys: 1, family: plainFamily });
  await simulation.open();
  key = simulation.keys[0] as KeySpec;
  // Replaced about every 2 hours, with an overlap of 20 minutes.
  key.manifests = key.manifests.map((manifest) => ({ ...manifest, maxAgeSeconds: 10_800, overlapSeconds: 1200 }));
  apply(simulation, key);
  await runQuietly(simulation, 120);
});

const holder = () => currentVersionIn(secretOf(simulation, key) as HeldSecret) as VersionId;
const incident = async () => (await simulation.ledger.incidents(key.keyId))[0];

/** Types of the key's entries, in order. */
async function entries(): Promise<string[]> {
  const types: string[] = [];
  for await (const entry of simulation.ledger.entries(key.keyId)) types.push(entry.type);
  return types;
}

describe('a held incident', () => {
  it('stops no rotation, is told again meanwhile, and ends with its version', async () => {
    const leaked = holder();
    const claim = { possession: false, trust: 'low', exposure: 'private' } as const;
    startMatch(simulation, { ...(await leakOf(simulation, key, leaked, 'private')), ...claim });
    await runQuietly(simulation, 60);
    expect(holder()).toBe(leaked);
    expect(await incident()).toMatchObject({ state: 'held', verdict: { heldFor: 'low trust' } });

    for (let minute = 0; minute < 180 && holder() === leaked; minute++) await runQuietly(simulation, 60);
    expect(holder()).not.toBe(leaked);
    expect(await incident()).toMatchObject({ state: 'held', due: { kind: 'remind' } });
    expect((await entries()).filter((type) => type === 'incident-reminded')).toHaveLength(2);

    const steps = async () => (await incident())?.timeline.map(({ what }) => what) ?? [];
    while (!(await steps()).includes('revoked')) await runQuietly(simulation, 1);
    expect(await incident()).toMatchObject({ state: 'contained' });

    await runQuietly(simulation, 3600);
    expect(await incident()).toMatchObject({ state: 'closed' });
    expect(await steps()).toEqual(['reported', 'verdict: hold', 'replaced', 'revoked', 'dead']);
    expect((await entries()).filter((type) => type === 'incident-reminded')).toHaveLength(2);
  });
});
