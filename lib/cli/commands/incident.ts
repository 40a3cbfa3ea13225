import { Command } from 'commander';
import { routes } from '../../api/routes';
import type { KeyId } from '../../model/ids';
import { allIncidents } from '../api/all-incidents';
import type { Perform } from '../cli-context';
import { CliError } from '../cli-error';
import { incidentArgument } from '../incident-argument';
import { keyArgument } from '../key-argument';
import { heldTable, incidentTable, incidentText } from '../output/incident-text';
import { approveCommand } from './incident-approve';
import { dismissCommand } from './incident-dismiss';

/** `rekey incident list|show|approve|dismiss`. */
export function incidentCommand(perform: Perform): Command {
  const incident = new Command('incident').description('Look at incidents, and decide on those that are held.');
  incident
    .command('list')
    .description('List the incidents of the last 12 months, of one month, or of one key.')
    .argument('[key]', 'key id', keyArgument)
    .option('--month <month>', 'only this month, such as 2026-11')
    .option('--held', 'only those that wait for a decision, whenever they were opened')
    .action((keyId: KeyId | undefined, { month, held }: { month?: string; held?: true }) =>
      perform(async (cli) => {
        if (held && month !== undefined) throw new CliError('usage', '--held is of all months: leave out --month');
        const found =
          keyId === undefined
            ? await allIncidents(cli, held ? { held: 'true' } : { month })
            : (await cli.api.call(routes.incidentsOfKey, { key: keyId })).incidents;
        const incidents = found
          .filter(({ state }) => !held || state === 'held')
          .toSorted((a, b) => b.openedAt.localeCompare(a.openedAt));
        cli.output.result({ incidents }, (paint) => (held ? heldTable : incidentTable)(incidents, paint));
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
  incident.addCommand(approveCommand(perform));
  incident.addCommand(dismissCommand(perform));
  return incident;
}
