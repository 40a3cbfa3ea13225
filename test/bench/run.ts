import { parseArgs } from 'node:util';
import { RekeyError } from '../../lib/model/rekey-error';
import { measure } from './measure';
import { measurementText } from './measurement-text';

/** `npm run bench [-- --json] [-- --leaks 20]`: exit 0; 1 when over budget or for a fault of ours; 2 for what is the user's to mend. */
async function run(): Promise<void> {
  const { json, leaks } = options();
  const startedAt = Date.now();
  const measurement = await measure(leaks, (what) => {
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(6);
    process.stderr.write(`${seconds} s  ${what}\n`);
  });
  process.stdout.write(`${json ? JSON.stringify(measurement, null, 2) : measurementText(measurement)}\n`);
  if (measurement.rotation.withinBudget) return;
  process.stderr.write('bench: a rotation asks for more than its budget\n');
  process.exitCode = 1;
}

function options(): { json: boolean; leaks: number } {
  const known = { json: { type: 'boolean', default: false }, leaks: { type: 'string', default: '20' } } as const;
  try {
    const { values } = parseArgs({ options: known });
    if (/^[1-9]\d{0,2}$/.test(values.leaks)) return { json: values.json, leaks: Number(values.leaks) };
  } catch {
    // Said below, in our own words.
  }
  throw new RekeyError('bad_input', 'options are --json and --leaks, a number from 1 to 999');
}

run().catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : 'failed'}\n`);
  const users = error instanceof RekeyError && (error.code === 'misconfigured' || error.code === 'bad_input');
  process.exitCode = users ? 2 : 1;
});
