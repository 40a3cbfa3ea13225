import { Command } from 'commander';
import { routes } from '../../api/routes';
import type { KeyId } from '../../model/ids';
import type { Perform } from '../cli-context';
import { keyArgument } from '../key-argument';
import { keyText } from '../output/key-text';

/** `rekey show KEY`: its manifest, versions with their times, next rotation and incidents. */
export function showCommand(perform: Perform): Command {
  return new Command('show')
    .description('Show a key: what was declared, its versions, its next rotation, its incidents.')
    .argument('<key>', 'key id', keyArgument)
    .action((keyId: KeyId) =>
      perform(async (cli) => {
        const key = await cli.api.call(routes.showKey, { key: keyId });
        cli.output.result(key, (paint) => keyText(key, paint));
      }),
    );
}
