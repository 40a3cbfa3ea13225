import { startEndpoint } from '../../../lib/local/endpoint';
import { monthOf } from './on-paper';
import { scaleRequests } from './scale-requests';

/** `npm run scale`: what one sweep and one look-up ask for among 1,000, 10,000 and 100,000 keys, at a local endpoint; and a month of 100, 10,000 and 100,000 keys on paper. One JSON object. */
async function run(): Promise<void> {
  const progress = (what: string) => void process.stderr.write(`${what}\n`);
  const endpoint = await startEndpoint({ env: { PATH: process.env['PATH'] } });
  try {
    const few = [1000, 10_000, 100_000].map((keys) => ({ keys, due: 40, workers: 2 }));
    const many = [2, 10].map((workers) => ({ keys: 100_000, due: 2000, workers }));
    const sweeps = await scaleRequests(endpoint, [...few, ...many], progress);
    const months = [100, 10_000, 100_000].map((keys) => monthOf(keys, 28));
    process.stdout.write(`${JSON.stringify({ sweeps, months }, null, 2)}\n`);
  } finally {
    await endpoint.stop();
  }
}

run().catch((error: unknown) => {
  process.stderr.write(`scale: ${error instanceof Error ? error.message : 'failed'}\n`);
  process.exitCode = 1;
});
