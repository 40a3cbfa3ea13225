import { Command } from 'commander';
import { routes } from '../../api/routes';
import type { Perform } from '../cli-context';
import { decideIncidents, type DecisionTarget } from '../decide-incidents';
import { incidentArgument } from '../incident-argument';

interface DismissOptions {
  reason: string;
  allFrom?: string;
  override?: true;
}

/** `rekey incident dismiss ID|--all-from SENDER --reason R [--override]`: nothing is revoked, and somebody took the risk. */
export function dismissCommand(perform: Perform): Command {
  return new Command('dismiss')
    .description('Close a held incident: nothing is revoked because of it, and you take the risk.')
    .argument('[id]', '<key>:<version>, as "incident list --held" shows it', incidentArgument)
    .option('--all-from <sender>', 'all that are held for this sender, as "incident list --held" names it')
    .requiredOption('--reason <reason>', 'why; it stands in the ledger and is told')
    .option('--override', 'although it is acted on already: what was not done yet is not done')
    .action((id: DecisionTarget['id'], { reason, allFrom, override }: DismissOptions) =>
      perform((cli) =>
        decideIncidents(
          cli,
          { id, allFrom },
          {
            route: routes.dismissIncident,
            body: { reason, ...(override && { override }) },
            question: (what) =>
              `Dismiss ${what}? The value goes on working, and it is recorded that you took the risk.`,
            done: 'dismissed',
          },
        ),
      ),
    );
}
