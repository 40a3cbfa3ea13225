import { Command } from 'commander';
import { routes } from '../../api/routes';
import type { KeyId } from '../../model/ids';
import type { Perform } from '../cli-context';
import { keyArgument } from '../key-argument';

/** `rekey rollback KEY --reason R`: makes the version before current again, while it lives. */
export function rollbackCommand(perform: Perform): Command {
  return new Command('rollback')
    .description('Make the version before the current one current again, while it lives.')
    .argument('<key>', 'key id', keyArgument)
    .requiredOption('--reason <reason>', 'why; it stands in the lineage')
    .action((keyId: KeyId, { reason }: { reason: string }) =>
      perform(async (cli) => {
        const body = { reason, commandId: cli.world.randomId() };
        const { from, to } = await cli.api.call(routes.rollBackKey, { key: keyId, body });
        cli.output.result(
          { keyId, from, to },
          () => `The roll-back of ${keyId} to version ${to} is on its way: see "rekey show ${keyId}".`,
        );
      }),
    );
}
