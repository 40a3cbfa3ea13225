import { Command } from 'commander';
import { routes } from '../../api/routes';
import type { KeyId } from '../../model/ids';
import type { Perform } from '../cli-context';
import { keyArgument } from '../key-argument';

/** `rekey rotate KEY`: has it rotated now, with its usual overlap. */
export function rotateCommand(perform: Perform): Command {
  return new Command('rotate')
    .description('Have a key rotated now; the old version lives on for the overlap.')
    .argument('<key>', 'key id', keyArgument)
    .action((keyId: KeyId) =>
      perform(async (cli) => {
        const body = { commandId: cli.world.randomId() };
        const { accepted } = await cli.api.call(routes.rotateKey, { key: keyId, body });
        cli.output.result(
          { keyId, accepted },
          () => `The rotation of ${keyId} is on its way: see "rekey show ${keyId}".`,
        );
      }),
    );
}
