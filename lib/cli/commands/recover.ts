import { Command } from 'commander';
import { routes } from '../../api/routes';
import type { Perform } from '../cli-context';
import { exitCode } from '../exit-code';
import { readRecovery } from '../recovery/read-recovery';
import { paint } from '../output/paint';
import { recoveryText } from '../recovery/recovery-text';

/** `rekey recover [--yes]`: shows what a ledger restored from a backup does not know, and takes it in after a yes. */
export function recoverCommand(perform: Perform): Command {
  return new Command('recover')
    .description(
      'After a restore of the ledger: show what issuers and secrets hold that it does not know, and take it in.',
    )
    .action(() =>
      perform(async (cli) => {
        const looked = await cli.api.call(routes.recover, { body: {} });
        const seen = await readRecovery(cli, looked.recoveryId);
        for (const line of recoveryText(seen, paint(false)).split('\n')) cli.output.note(line);
        await cli.confirm('Take this into the ledger? Then everything goes on.');
        const taken = await cli.api.call(routes.recover, { body: { adopt: true } });
        const recovered = await readRecovery(cli, taken.recoveryId);
        cli.output.result(recovered, (colours) =>
          [
            recoveryText(recovered, colours),
            recovered.restored
              ? colours.bad('The ledger is not recovered yet: mend what is blocked, then run it again.')
              : colours.good('The ledger is recovered: everything goes on.'),
          ].join('\n'),
        );
        return recovered.restored ? exitCode.yours : exitCode.done;
      }),
    );
}
