import { live } from './history';

interface Asked {
  seeds: { first: number; count: number };
  operations: number;
  /** Real seconds after which no further history begins. */
  seconds: number;
  /** Goes on after a broken promise. */
  all?: boolean;
  /** Lines of trace that are printed. */
  tail?: number;
}

/** The entry of a bundle: lives histories as asked on the command line, and prints one line of JSON for each broken one and a last one with the sums. */
async function main(): Promise<void> {
  const asked = JSON.parse(process.argv[2] ?? '{}') as Asked;
  const startedMs = performance.now();
  const elapsed = () => (performance.now() - startedMs) / 1000;
  const coverage: Record<string, number> = {};
  let histories = 0;
  for (let seed = asked.seeds.first; seed < asked.seeds.first + asked.seeds.count; seed++) {
    if (elapsed() > asked.seconds) break;
    const lived = await live(seed, asked.operations);
    histories += 1;
    for (const [name, count] of lived.coverage) coverage[name] = (coverage[name] ?? 0) + count;
    if (lived.broken === undefined) continue;
    // Lived once more to be read: the same seed, the same history.
    const { broken, lines } = await live(seed, asked.operations, { traced: true });
    print({ seed, operations: asked.operations, broken, tail: lines.slice(-(asked.tail ?? 120)) });
    if (asked.all !== true) break;
  }
  print({ histories, seconds: elapsed(), coverage });
}

function print(line: unknown): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

void main();
