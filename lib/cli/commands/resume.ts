import { Command } from 'commander';
import { routes } from '../../api/routes';
import type { KeyId } from '../../model/ids';
import type { Perform } from '../cli-context';
import { keyArgument } from '../key-argument';
import { pausedWhat, type PauseTarget } from '../paused-what';

/** `rekey resume [KEY|--issuer I|--all]`: ends the pause that was made in the same words. */
export function resumeCommand(perform: Perform): Command {
  return new Command('resume')
    .description('End a pause before its time; what waited is taken up within five minutes.')
    .argument('[key]', 'key id', keyArgument)
    .option('--issuer <issuer>', 'all keys of this issuer')
    .option('--all', 'all keys')
    .action((key: KeyId | undefined, options: PauseTarget) =>
      perform(async (cli) => {
        const what = pausedWhat(key, options);
        const { resumed } =
          key === undefined
            ? await cli.api.call(routes.resumeWidely, {
                body: options.issuer === undefined ? {} : { issuer: options.issuer },
              })
            : await cli.api.call(routes.resumeKey, { key });
        cli.output.result({ what, resumed }, () =>
          resumed ? `Rotations of ${what} go on.` : `There was no pause of ${what} to end: see "rekey doctor".`,
        );
      }),
    );
}
