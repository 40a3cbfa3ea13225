import { Command } from 'commander';
import { routes } from '../../api/routes';
import type { KeyId } from '../../model/ids';
import type { Perform } from '../cli-context';
import { keyArgument } from '../key-argument';

/** `rekey release KEY`: lets a key go that nobody declares any more; a stack's key only when that stack is named. */
export function releaseCommand(perform: Perform): Command {
  return new Command('release')
    .description('Let a key go: it is rotated and revoked no more, and nothing is revoked by this.')
    .argument('<key>', 'key id', keyArgument)
    .option('--stack <arn>', 'the stack that declares it, when that stack is gone')
    .action((keyId: KeyId, { stack }: { stack?: string }) =>
      perform(async (cli) => {
        await cli.confirm(`Release ${keyId}? Nothing is revoked.`);
        const body = stack === undefined ? {} : { stack };
        const { applied } = await cli.api.call(routes.releaseKey, { key: keyId, body });
        cli.output.result({ keyId, released: applied }, () =>
          applied ? `${keyId} is released; its value goes on working.` : `${keyId} was released before.`,
        );
      }),
    );
}
