import { Command, InvalidArgumentError } from 'commander';
import { routes } from '../../api/routes';
import { type KeyId, type VersionId, versionIdSchema } from '../../model/ids';
import type { Perform } from '../cli-context';
import { keyArgument } from '../key-argument';

/** `rekey revoke KEY --reason R`: has a version revoked now, without overlap, and replaced. */
export function revokeCommand(perform: Perform): Command {
  return new Command('revoke')
    .description('Have a version of a key revoked now, without overlap; consumers may see refusals.')
    .argument('<key>', 'key id', keyArgument)
    .requiredOption('--reason <reason>', 'why; it stands in the lineage')
    .option('--version <version>', 'which version (default: the current one)', versionArgument)
    .action((keyId: KeyId, { reason, version }: { reason: string; version?: VersionId }) =>
      perform(async (cli) => {
        const what = version === undefined ? `the current version of ${keyId}` : `version ${version} of ${keyId}`;
        await cli.confirm(`Revoke ${what} now, without overlap?`);
        const body = {
          reason,
          commandId: cli.world.randomId(),
          ...(version === undefined ? {} : { versionId: version }),
        };
        const { incidentId } = await cli.api.call(routes.revokeKey, { key: keyId, body });
        cli.output.result(
          { keyId, incidentId },
          () => `The revocation is on its way: see "rekey incident show ${incidentId}".`,
        );
      }),
    );
}

function versionArgument(text: string): VersionId {
  const parsed = versionIdSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('a version id has 32 to 64 characters; see "rekey show KEY"');
}
