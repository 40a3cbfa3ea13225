import { Command } from 'commander';
import { allKeys } from '../api/all-keys';
import type { KeySummary } from '../../api/answers/key-summary-answer';
import type { Perform } from '../cli-context';

/** `rekey list`: all keys, or those of one owner. */
export function listCommand(perform: Perform): Command {
  return new Command('list')
    .description('List the keys.')
    .option('--owner <owner>', 'only the keys of this owner')
    .action((options: { owner?: string }) =>
      perform(async (cli) => {
        const keys = await allKeys(cli, options.owner);
        cli.output.result({ keys }, (paint) =>
          paint.table(
            ['KEY', 'OWNER', 'ISSUER', 'STATUS', 'NEXT ROTATION', 'KILL'],
            keys.map((key) => [key.keyId, key.owner, key.issuer, statusOf(key), nextText(key), killText(key)]),
            'There are no keys: declare them in a keys file and run "rekey apply".',
          ),
        );
      }),
    );
}

/** A time in brackets is one at which nothing will happen. */
function nextText({ rotateAt, mode }: KeySummary): string {
  if (rotateAt === undefined) return '-';
  return mode === 'observe' ? `(${rotateAt})` : rotateAt;
}

/** Whether it could be killed now, as far as was looked. */
function killText({ hindrances, status }: KeySummary): string {
  if (hindrances === undefined || status === 'released') return '-';
  return hindrances.length === 0 ? 'ready' : `not: ${hindrances.join(', ')}`;
}

function statusOf({ status, rotating, failures, pauses, mode, observed }: KeySummary): string {
  const [pause] = pauses;
  if (pause !== undefined) return `${status}, paused until ${pause.until}`;
  if (failures > 0) return `${status}, rotation failing`;
  if (mode === 'observe') return `${status}, observed, ${observed?.count ?? 0} not done`;
  return rotating ? `${status}, rotating` : status;
}
