import { Command, InvalidArgumentError } from 'commander';
import { routes } from '../../api/routes';
import type { Incident } from '../../model/incident';
import { incidentIdSchema, type KeyId } from '../../model/ids';
import type { CliContext, Perform } from '../cli-context';
import { keyArgument } from '../key-argument';
import { incidentTable, incidentText } from '../output/incident-text';

/** `rekey incident list` and `rekey incident show ID`. */
export function incidentCommand(perform: Perform): Command {
  const incident = new Command('incident').description('Look at incidents.');
  incident
    .command('list')
    .description('List the incidents of the last 12 months, of one month, or of one key.')
    .argument('[key]', 'key id', keyArgument)
    .option('--month <month>', 'only this month, such as 2026-11')
    .action((keyId: KeyId | undefined, options: { month?: string }) =>
      perform(async (cli) => {
        const incidents =
          keyId === undefined
            ? await allIncidents(cli, options.month)
            : (await cli.api.call(routes.incidentsOfKey, { key: keyId })).incidents;
        const newestFirst = incidents.toSorted((a, b) => b.openedAt.localeCompare(a.openedAt));
        cli.output.result({ incidents: newestFirst }, (paint) => incidentTable(newestFirst, paint));
      }),
    );
  incident
    .command('show')
    .description('Show an incident: its reports, the verdict and why, what was done when.')
    .argument('<id>', '<key>:<version>, as "incident list" shows it', incidentArgument)
    .action(({ key, version }: { key: string; version: string }) =>
      perform(async (cli) => {
        const found = await cli.api.call(routes.showIncident, { key, version });
        cli.output.result(found, (paint) => incidentText(found, paint));
      }),
    );
  return incident;
}

async function allIncidents(cli: CliContext, month: string | undefined): Promise<Incident[]> {
  const incidents: Incident[] = [];
  let next: string | undefined;
  do {
    const page = await cli.api.call(routes.listIncidents, { query: { month, next } });
    incidents.push(...page.incidents);
    next = page.next;
    if (next !== undefined) cli.output.progress(`read ${incidents.length} incidents`);
  } while (next !== undefined);
  return incidents;
}

function incidentArgument(text: string): { key: string; version: string } {
  const parsed = incidentIdSchema.safeParse(text);
  const [key = '', version = ''] = text.split(':');
  if (!parsed.success) throw new InvalidArgumentError('an incident id is <key>:<version>; see "rekey incident list"');
  return { key: keyArgument(key), version };
}
