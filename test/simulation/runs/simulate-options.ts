import { parseArgs } from 'node:util';
import { RekeyError } from '../../../lib/model/rekey-error';

const known = {
  seed: { type: 'string' },
  life: { type: 'string' },
  histories: { type: 'string' },
  minutes: { type: 'string' },
  operations: { type: 'string', default: '30' },
  processes: { type: 'string' },
  mutants: { type: 'boolean', default: false },
  rolls: { type: 'boolean', default: false },
  /** With `mutants`: the history that catches each is written into its diff. */
  renew: { type: 'boolean', default: false },
} as const;

const usage =
  'options are --minutes M, --operations N, --histories N, --processes N, --seed N, --rolls, --life JSON, --mutants and --renew, numbers above 0';

/** What `npm run simulate` was asked for. @throws RekeyError `bad_input` when it cannot be told */
export function simulateOptions(args: readonly string[]) {
  const { values } = parsed(args);
  const { seed, histories, minutes, operations, processes } = values;
  const whole = [seed, histories, operations, processes].every((text) => text === undefined || /^\d{1,10}$/.test(text));
  const positive = [histories, minutes, operations, processes].every((text) => text === undefined || Number(text) > 0);
  if (!whole || !positive) throw new RekeyError('bad_input', usage);
  return values;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: known });
  } catch {
    throw new RekeyError('bad_input', usage);
  }
}
