import { Command, InvalidArgumentError } from 'commander';
import { routes } from '../../api/routes';
import { type DiscoveryId, discoveryIdSchema } from '../../model/discovery/discovery';
import { type IssuerName, issuerNameSchema } from '../../model/ids';
import type { CliContext, Perform } from '../cli-context';
import { discoveredText } from '../discover/discovered-text';
import { joinDiscovered } from '../discover/join-discovered';
import { keysFileOf } from '../discover/keys-file-of';
import { readDiscovery } from '../discover/read-discovery';
import { paint } from '../output/paint';

/** `rekey discover ISSUER [--id ID]`: what the issuer holds that is no key's; the table on standard error, a keys file that adopts it on standard output. */
export function discoverCommand(perform: Perform): Command {
  return new Command('discover')
    .description("Say what an issuer holds that is no key's, and print a keys file that adopts it. Changes nothing.")
    .argument('<issuer>', 'name of the issuer', parsed(issuerNameSchema))
    .option('--id <id>', 'wait for one that was begun before', parsed(discoveryIdSchema))
    .action((issuer: IssuerName, options: { id?: DiscoveryId }) =>
      perform(async (cli) => {
        const id = options.id ?? (await begin(cli, issuer));
        const { discovery, found } = await readDiscovery(cli, issuer, id);
        const joined = joinDiscovered(found);
        const file = keysFileOf(issuer, joined.credentials, cli.world.now());
        cli.output.result({ discovery, ...joined, file }, () => {
          const text = discoveredText(discovery, joined, paint(false));
          for (const line of text.split('\n')) cli.output.note(line);
          return file;
        });
      }),
    );
}

async function begin(cli: CliContext, issuer: IssuerName): Promise<DiscoveryId> {
  const { discoveryId, joined } = await cli.api.call(routes.discover, { issuer });
  const what = joined ? 'Somebody has begun a discovery already: waiting for it.' : 'Begun.';
  cli.output.note(`${what} Interrupted, it goes on; then: rekey discover ${issuer} --id ${discoveryId}`);
  return discoveryId;
}

function parsed<T>(schema: {
  safeParse(text: string): { success: true; data: T } | { success: false; error: { issues: { message: string }[] } };
}) {
  return (text: string): T => {
    const result = schema.safeParse(text);
    if (result.success) return result.data;
    throw new InvalidArgumentError(result.error.issues[0]?.message ?? 'not understood');
  };
}
