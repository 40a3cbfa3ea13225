import type { DiscoveryAnswer } from '../../api/answers/discovery-answer';
import { routes } from '../../api/routes';
import type { Discovered } from '../../model/discovery/discovered';
import type { DiscoveryId } from '../../model/discovery/discovery';
import type { IssuerName } from '../../model/ids';
import type { CliContext } from '../cli-context';
import { CliError } from '../cli-error';

/** Milliseconds between two looks at how far it is. */
const beatMs = 1000;
/** Looks without any progress after which nobody is waited for: a quarter of an hour, as the server counts. */
const patience = 900;

/** Waits for a discovery to end and reads all of it. @throws CliError when it failed, was replaced by another, or goes on no more */
export async function readDiscovery(
  cli: CliContext,
  issuer: IssuerName,
  id: DiscoveryId,
): Promise<{ discovery: DiscoveryAnswer; found: Discovered[] }> {
  const discovery = await ended(cli, issuer, id);
  const found: Discovered[] = [];
  let part: string | undefined = '0';
  while (part !== undefined) {
    const page: DiscoveryAnswer = await cli.api.call(routes.showDiscovery, { issuer, query: { id, part } });
    found.push(...page.found);
    part = page.next;
  }
  return { discovery, found };
}

async function ended(cli: CliContext, issuer: IssuerName, id: DiscoveryId): Promise<DiscoveryAnswer> {
  let movedAt = '';
  for (let idle = 0; idle < patience; idle += 1) {
    const discovery = await cli.api.call(routes.showDiscovery, { issuer, query: { id } });
    if (discovery.state === 'done') return discovery;
    if (discovery.state === 'failed') {
      throw new CliError('unavailable', `the discovery of ${issuer} failed: ${discovery.failure ?? 'no reason given'}`);
    }
    cli.output.progress(progressOf(discovery));
    if (discovery.movedAt !== movedAt) idle = 0;
    movedAt = discovery.movedAt;
    await cli.world.sleep(beatMs);
  }
  throw new CliError(
    'unavailable',
    `the discovery of ${issuer} goes on no more: see "rekey doctor", then begin it anew`,
  );
}

function progressOf({ state, credentials, inspected, secrets }: DiscoveryAnswer): string {
  if (state === 'inspecting') return `looked at ${inspected} of ${credentials} credentials`;
  if (state === 'reading') return `looked at ${credentials} credentials and into ${secrets} secrets`;
  return 'waiting for the list of the issuer';
}
