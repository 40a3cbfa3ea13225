import { bundleMutant, mutantNames } from './mutant';
import { type Ran, runHarness } from './run-harness';

jest.setTimeout(300_000);

/** Real seconds after which a mutant counts as survived. */
const seconds = 60;

describe('the adversary', () => {
  const names = mutantNames();
  const runs = new Map<string, Ran>();

  beforeAll(async () => {
    const waiting = [...names];
    const next = async (): Promise<void> => {
      const name = waiting.shift();
      if (name === undefined) return;
      const bundle = await bundleMutant(name);
      runs.set(name, await runHarness(bundle, { seeds: { first: 1, count: 100_000 }, operations: 30, seconds }));
      return next();
    };
    await Promise.all([next(), next()]);
    const table = [...runs]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, { failure, seconds: took }]) => {
        const promise = failure?.broken.promise ?? 'SURVIVED';
        return `  ${name.padEnd(26)} seed ${String(failure?.life.seed ?? '-').padEnd(6)} ${took.toFixed(1).padStart(5)} s  ${promise}\n`;
      });
    process.stdout.write(`mutants:\n${table.join('')}`);
  });

  it('has at least the ten defects of the main job to try', () => {
    expect(names.length).toBeGreaterThanOrEqual(10);
  });

  it.each(names)('catches %s', (name) => {
    expect(runs.get(name)?.failure?.broken.promise).toEqual(expect.any(String));
  });
});
