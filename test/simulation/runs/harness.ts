import { live } from '../histories/history';
import type { Asked, Failure } from './run-harness';
import { shrink } from '../histories/shrink';

/** The entry of a bundle: lives histories as asked on the command line, and prints one line of JSON for each broken one and a last one with the sums. */
async function main(): Promise<void> {
  const asked = JSON.parse(process.argv[2] ?? '{}') as Asked;
  const startedMs = performance.now();
  const elapsed = () => (performance.now() - startedMs) / 1000;
  const spent = () => {
    const { user, system } = process.cpuUsage();
    return { seconds: elapsed(), cpuSeconds: (user + system) / 1e6 };
  };
  let lived = spent();
  const coverage: Record<string, number> = {};
  let histories = 0;
  const { seeds, operations, force, rollsEvery } = asked;
  // Nobody reads where an error was made, until a history is lived again to be read.
  const depth = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  for (let seed = seeds.first; seed < seeds.first + seeds.count && elapsed() <= asked.seconds; seed++) {
    const rolls = rollsEvery !== undefined && seed % rollsEvery === 0;
    const life = asked.life ?? { seed, operations, ...(force && { force }), ...(rolls && { rolls }) };
    const { broken, coverage: counts } = await live(life);
    // To make a history shorter is no part of living it.
    lived = spent();
    histories += 1;
    for (const [name, count] of counts) coverage[name] = (coverage[name] ?? 0) + count;
    if (broken === undefined) continue;
    const shortest = await shrink(life, broken.promise, asked.shrinkSeconds ?? 0);
    Error.stackTraceLimit = depth;
    const again = await live(shortest, { traced: true });
    const failure: Failure = { life, broken, shortest, tail: again.lines.slice(-(asked.tail ?? 120)) };
    print(failure);
    break;
  }
  print({ histories, ...lived, coverage });
}

function print(line: unknown): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

void main();
