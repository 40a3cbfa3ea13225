import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { RekeyError } from '../../lib/model/rekey-error';
import { liveUnderLoad } from './live-under-load';
import type { LoadPlan } from './load-plan';

/** `npm run load [-- --keys 2000 --leaks 100 --rounds 4 --seed N]`: one JSON object. Exit 1 when a key was lost or doubled or a promise is broken, 2 for what is the user's to mend, 130 when interrupted. */
async function run(): Promise<void> {
  const plan = planOf();
  const interrupted = new AbortController();
  // The second one ends it at once, and the endpoint with it.
  process.once('SIGINT', () => {
    process.stderr.write('load: interrupted, ending what was started\n');
    interrupted.abort();
  });
  const startedAt = Date.now();
  const progress = (what: string) => {
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(0).padStart(5);
    process.stderr.write(`${seconds} s  ${what}\n`);
  };
  progress(`seed ${plan.seed}`);
  try {
    const measured = await liveUnderLoad(plan, { progress, signal: interrupted.signal });
    process.stdout.write(`${JSON.stringify(measured, null, 2)}\n`);
    const { lost, doubled, broken } = measured;
    if (lost.length + doubled.length + broken.length > 0) process.exitCode = 1;
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    process.exitCode = 130;
  }
}

function planOf(): LoadPlan {
  const whole = (preset: number) => ({ type: 'string', default: String(preset) }) as const;
  const known = { keys: whole(2000), leaks: whole(100), rounds: whole(4), seed: whole(randomInt(1_000_000)) };
  try {
    const { values } = parseArgs({ options: known });
    const { keys, leaks, rounds, seed } = values;
    const isPlan = [keys, leaks, rounds].every((text) => /^[1-9]\d{0,4}$/.test(text)) && /^\d{1,9}$/.test(seed);
    const plan = { keys: Number(keys), leaks: Number(leaks), rounds: Number(rounds), seed: Number(seed) };
    if (isPlan && plan.rounds <= Math.min(plan.keys, plan.leaks)) return plan;
  } catch {
    // Said below, in our own words.
  }
  throw new RekeyError(
    'bad_input',
    'options are --keys, --leaks, --rounds and --seed, whole numbers, with no more rounds than keys or leaks',
  );
}

run().catch((error: unknown) => {
  process.stderr.write(`load: ${error instanceof Error ? error.message : 'failed'}\n`);
  const users = error instanceof RekeyError && (error.code === 'misconfigured' || error.code === 'bad_input');
  process.exitCode = users ? 2 : 1;
});
