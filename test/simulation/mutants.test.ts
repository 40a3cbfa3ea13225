import { bundleMutant, catchMutant, inWords, mutantNames } from './runs/mutant';
import { type Ran, runHarness } from './runs/run-harness';

jest.setTimeout(900_000);

/** Real seconds after which a mutant counts as survived. */
const seconds = 90;

describe('the adversary', () => {
  const names = mutantNames();
  const runs = new Map<string, Ran>();

  beforeAll(async () => {
    const waiting = [...names];
    const next = async (): Promise<void> => {
      const name = waiting.shift();
      if (name === undefined) return;
      runs.set(name, await catchMutant(name, seconds));
      return next();
    };
    await Promise.all([next(), next()]);
    const table = [...runs]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, { failure, seconds: took }]) => {
        const end = failure === undefined ? 'SURVIVED' : `${failure.broken.promise} (${inWords(failure.life)})`;
        return `  ${name.padEnd(32)} ${took.toFixed(1).padStart(5)} s  ${end}\n`;
      });
    process.stdout.write(`mutants:\n${table.join('')}`);
  });

  it('has at least a hundred seeded defects to try', () => {
    expect(names.length).toBeGreaterThanOrEqual(100);
  });

  it.each(names)('catches %s', (name) => {
    const broken = runs.get(name)?.failure?.broken;
    expect(broken?.promise).toEqual(expect.any(String));
    // A defect that cannot even run is none.
    expect(broken?.detail).not.toMatch(/ReferenceError|TypeError|SyntaxError/);
  });
});

describe('a history that breaks a promise', () => {
  it('is made short, and the short one breaks the same promise, the same way each time', async () => {
    const bundle = await bundleMutant('overlap-from-issue');
    const seeds = { first: 1, count: 1000 };
    const { failure } = await runHarness(bundle, { seeds, operations: 60, seconds, shrinkSeconds: 30 });
    const shortest = failure?.shortest;
    expect(shortest?.only?.length).toBeLessThan(10);
    expect(shortest?.faults?.length).toBeLessThan(10);

    const replay = () => runHarness(bundle, { seeds, operations: 60, seconds, ...(shortest && { life: shortest }) });
    const [first, second] = [await replay(), await replay()];

    expect(first.failure?.broken.promise).toBe(failure?.broken.promise);
    expect(first.failure?.tail.length).toBeGreaterThan(10);
    expect(second.failure?.tail).toEqual(first.failure?.tail);
  });
});
