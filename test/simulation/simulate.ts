import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { bundleHarness } from './runs/bundle-harness';
import { neverOccurred } from './histories/basic-coverage';
import { neverMet } from './histories/pairwise-coverage';
import { describeFailure } from './histories/describe-failure';
import { catchMutant, inWords, mutantNames, noteCatch } from './runs/mutant';
import type { Life } from './histories/life';
import { type Ran, runHarness } from './runs/run-harness';
import { simulateOptions } from './runs/simulate-options';
import { speedOf } from './runs/speed-of';
import { sumOf } from './runs/sum-of';

/** Of so many histories one has issuers that roll in place. */
const usualRolls = 5;
/** Real seconds in which a broken history is made shorter. */
const shrinkSeconds = 60;

/** `npm run simulate`: one history again, many fresh ones, or the mutants. Exit code 1 when a promise is broken, or a mutant survives. */
async function main(values: ReturnType<typeof simulateOptions>): Promise<number> {
  const operations = Number(values.operations);
  const seconds = Number(values.minutes ?? (values.mutants ? 2 : 1)) * 60;
  if (values.mutants) return mutants(seconds, values.renew);
  const bundle = await bundleHarness('own');
  const tail = 100_000;
  if (values.life !== undefined) {
    const life = JSON.parse(values.life) as Life;
    return report(await runHarness(bundle, { seeds: { first: life.seed, count: 1 }, operations, seconds, tail, life }));
  }
  if (values.seed !== undefined) {
    const seeds = { first: Number(values.seed), count: 1 };
    const rolls = values.rolls && { rollsEvery: 1 };
    return report(await runHarness(bundle, { seeds, operations, seconds, tail, shrinkSeconds, ...rolls }));
  }
  const processes = Number(values.processes ?? availableParallelism());
  const count = Math.ceil(Number(values.histories ?? 2_000_000) / processes);
  const start = randomInt(1_000_000_000);
  const rollsEvery = values.rolls ? 1 : usualRolls;
  const runs = await Promise.all(
    Array.from({ length: processes }, (_, index) =>
      runHarness(bundle, {
        seeds: { first: start + index * count, count },
        operations,
        seconds,
        shrinkSeconds,
        rollsEvery,
      }),
    ),
  );
  return report(sumOf(runs));
}

async function mutants(seconds: number, renew: boolean): Promise<number> {
  const waiting = mutantNames();
  let survived = 0;
  const next = async (): Promise<void> => {
    const name = waiting.shift();
    if (name === undefined) return;
    const { failure, seconds: took } = await catchMutant(name, seconds);
    const end = failure === undefined ? 'SURVIVED' : `${failure.broken.promise} (${inWords(failure.life)})`;
    if (failure === undefined) survived += 1;
    else if (renew) noteCatch(name, failure.life);
    say(`${name.padEnd(32)} ${took.toFixed(1).padStart(6)} s  ${end}`);
    return next();
  };
  await Promise.all([next(), next()]);
  return survived > 0 ? 1 : 0;
}

function report(ran: Ran): number {
  for (const [name, count] of Object.entries(ran.coverage).sort(([a], [b]) => a.localeCompare(b)))
    say(`${String(count).padStart(9)}  ${name}`);
  say(speedOf(ran));
  if (ran.histories > 100) {
    say(`never occurred: ${neverOccurred(ran.coverage).join(', ') || 'nothing'}`);
    say(
      `never met: ${
        neverMet(ran.coverage)
          .map(({ fault, step }) => `${fault} at ${step}`)
          .join(', ') || 'nothing'
      }`,
    );
  }
  if (ran.failure === undefined) return 0;
  say(describeFailure(ran.failure));
  return 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  void main(simulateOptions(process.argv.slice(2))).then((code) => {
    process.exitCode = code;
  });
} catch (error) {
  process.stderr.write(`simulate: ${error instanceof Error ? error.message : 'failed'}\n`);
  process.exitCode = 2;
}
