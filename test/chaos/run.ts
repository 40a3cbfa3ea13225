import { parseArgs } from 'node:util';
import { randomInt } from 'node:crypto';
import { liveThrough } from './live-through';

/** `npm run chaos [-- --rotations 200 --leaks 20 --keys 40 --seed N]`: exit 1 when a promise is broken. */
async function run(): Promise<void> {
  const whole = (preset: number) => ({ type: 'string', default: String(preset) }) as const;
  const options = { rotations: whole(200), leaks: whole(20), keys: whole(40), seed: whole(randomInt(1_000_000)) };
  const { values } = parseArgs({ options });
  const wrong = Object.entries(values).find(([, text]) => !/^\d{1,9}$/.test(text));
  if (wrong !== undefined) throw new Error(`--${wrong[0]} ${wrong[1]}: write a whole number`);
  const [rotations, leaks, keys, seed] = [values.rotations, values.leaks, values.keys, values.seed].map(Number);
  const startedAt = Date.now();
  const plan = { rotations: rotations ?? 0, leaks: leaks ?? 0, keys: keys ?? 1, seed: seed ?? 0, killEveryMs: 8000 };
  let last = 0;
  const lived = await liveThrough(plan, (what) => {
    if (Date.now() - last < 1000) return;
    last = Date.now();
    process.stderr.write(`${((last - startedAt) / 1000).toFixed(0).padStart(5)} s  ${what}\n`);
  });
  process.stdout.write(`${JSON.stringify(lived, null, 2)}\n`);
  if (lived.broken.length > 0) process.exitCode = 1;
}

run().catch((error: unknown) => {
  process.stderr.write(`chaos: ${error instanceof Error ? error.message : 'failed'}\n`);
  process.exitCode = 1;
});
