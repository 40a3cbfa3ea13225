import { dirname } from 'node:path';
import { stageFolderOf } from '../lib/local/stage/stage-folder';
import { supervise } from '../lib/local/stage/supervise';
import { RekeyError } from '../lib/model/rekey-error';

/** What `rekey local up` leaves running: a folder's endpoint, until it is told to stop. Its output is its log. */
const [path = '', unleash] = process.argv.slice(2);
const folder = stageFolderOf(dirname(dirname(path)));

supervise({
  folder,
  unleash: unleash === 'unleash',
  env: process.env,
  progress: (what) => void process.stdout.write(`${what}\n`),
}).then(
  () => process.exit(0),
  (error: unknown) => {
    const { code, message } = error instanceof RekeyError ? error : { code: 'unavailable', message: String(error) };
    process.stdout.write(`${code}: ${message.replaceAll('\n', ' ')}\n`);
    process.exit(1);
  },
);
