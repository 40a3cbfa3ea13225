import { drawProfile } from '../simulation/trouble/faults';
import { runQuietly } from '../simulation/histories/history';
import { apply, operate } from '../simulation/operations/operations';
import { Simulation } from '../simulation/surroundings/simulation';
import { canarySearch } from './canary-search';

/** Everything that leaves a function in one disturbed life of three keys, and what the stores hold at its end. */
async function everythingOf(seed: number) {
  const simulation = new Simulation(seed, { keys: 3 });
  const texts: { name: string; content: string }[] = [];
  simulation.watch.leaves = (content, name) => void texts.push({ name, content });
  simulation.watch.writes = (transition) => simulation.watch.leaves(JSON.stringify(transition), 'ledger');
  await simulation.open();
  simulation.profile = drawProfile(simulation.random);
  for (const key of simulation.keys) simulation.scheduler.after(1000, () => apply(simulation, key));
  for (let count = 1; count <= 60; count++) {
    simulation.scheduler.after(120_000 + count * 60_000, () => operate(simulation, count));
  }
  await runQuietly(simulation, 2 * 3600);
  const { rows, fingerprints, publicIds } = simulation.ledger.table;
  const held = { rows: [...rows], fingerprints: [...fingerprints], publicIds: [...publicIds] };
  texts.push({ name: 'table', content: JSON.stringify(held) });
  for (const report of simulation.reports) texts.push({ name: 'report', content: JSON.stringify(report) });
  const values = simulation.issuers.flatMap(({ credentials }) => credentials.map(({ value }) => value));
  return { texts, canaries: new Map(values.map((value, index) => [`value ${index + 1}`, value])) };
}

describe('a simulated life with faults, rotations and leaks', () => {
  test.each([11, 12, 14, 15, 16, 17])('leaves no value anywhere, in any encoding (seed %i)', async (seed) => {
    const { texts, canaries } = await everythingOf(seed);

    expect(await canarySearch({ canaries, haystacks: texts })).toEqual([]);

    expect(canaries.size).toBeGreaterThan(3);
    const kinds = new Set(texts.map(({ name }) => name.split(' ')[0]));
    expect([...kinds]).toEqual(expect.arrayContaining(['ledger', 'message', 'event', 'log', 'table']));
  });
});
