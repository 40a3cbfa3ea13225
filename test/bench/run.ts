import { parseArgs } from 'node:util';
import { RekeyError } from '../../lib/model/rekey-error';
import { measure } from './measure';
import { measurementText } from './measurement-text';

/** `npm run bench [-- --json] [-- --leaks 20] [-- --flood-seconds 20]`: exit 0; 1 when over budget or for a fault of ours; 2 for what is the user's to mend. */
async function run(): Promise<void> {
  const { json, ...sizes } = options();
  const startedAt = Date.now();
  const measurement = await measure(sizes, (what) => {
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(6);
    process.stderr.write(`${seconds} s  ${what}\n`);
  });
  process.stdout.write(`${json ? JSON.stringify(measurement, null, 2) : measurementText(measurement)}\n`);
  if (measurement.rotation.withinBudget) return;
  process.stderr.write('bench: a rotation asks for more than its budget\n');
  process.exitCode = 1;
}

function options(): { json: boolean; leaks: number; floodSeconds: number } {
  const known = {
    json: { type: 'boolean', default: false },
    leaks: { type: 'string', default: '20' },
    'flood-seconds': { type: 'string', default: '20' },
  } as const;
  try {
    const { values } = parseArgs({ options: known });
    const { json, leaks, 'flood-seconds': flood } = values;
    // From 10 seconds on there is time for a true report of each kind; a sender that names more than 10 keys is held.
    const isFlood = flood === '0' || (/^\d{2}$/.test(flood) && Number(flood) <= 60);
    if (/^([1-9]|1\d|20)$/.test(leaks) && isFlood) return { json, leaks: Number(leaks), floodSeconds: Number(flood) };
  } catch {
    // Said below, in our own words.
  }
  throw new RekeyError(
    'bad_input',
    'options are --json, --leaks, a number from 1 to 20, and --flood-seconds, 0 or a number from 10 to 60',
  );
}

run().catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : 'failed'}\n`);
  const users = error instanceof RekeyError && (error.code === 'misconfigured' || error.code === 'bad_input');
  process.exitCode = users ? 2 : 1;
});
