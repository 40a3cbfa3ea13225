import { Command } from 'commander';
import { routes } from '../../api/routes';
import type { KeyId } from '../../model/ids';
import type { Perform } from '../cli-context';
import { keyArgument } from '../key-argument';
import { pausedWhat, type PauseTarget } from '../paused-what';

interface PauseOptions extends PauseTarget {
  until: string;
  reason: string;
  containment?: true;
}

/** `rekey pause [KEY|--issuer I|--all] --until 4h --reason R [--containment]`: rotations stop, and go on by themselves then. */
export function pauseCommand(perform: Perform): Command {
  return new Command('pause')
    .description('Stop the rotations of a key, of an issuer or of all, for a while; leaks are contained all the same.')
    .argument('[key]', 'key id', keyArgument)
    .option('--issuer <issuer>', 'all keys of this issuer')
    .option('--all', 'all keys')
    .requiredOption('--until <duration>', 'how long from now, such as 4h; 30d at most')
    .requiredOption('--reason <reason>', 'why; it stands in the ledger')
    .option('--containment', 'stop the containment of leaks as well')
    .action((key: KeyId | undefined, options: PauseOptions) =>
      perform(async (cli) => {
        const what = pausedWhat(key, options);
        const { until: duration, reason, containment, issuer } = options;
        if (containment) await cli.confirm(`Leave leaks of ${what} uncontained for ${duration}?`);
        const body = { for: duration, reason, ...(containment ? { containment } : {}) };
        const { until } =
          key === undefined
            ? await cli.api.call(routes.pauseWidely, { body: { ...body, ...(issuer === undefined ? {} : { issuer }) } })
            : await cli.api.call(routes.pauseKey, { key, body });
        cli.output.result({ paused: what, until }, () => `Rotations of ${what} are paused until ${until}.`);
      }),
    );
}
