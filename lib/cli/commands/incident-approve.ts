import { Command } from 'commander';
import { routes } from '../../api/routes';
import type { Perform } from '../cli-context';
import { CliError } from '../cli-error';
import { decideIncidents, type DecisionTarget } from '../decide-incidents';
import { incidentArgument } from '../incident-argument';

interface ApproveOptions {
  reason: string;
  allFrom?: string;
  kill?: true;
  overlap?: true;
  override?: true;
}

/** `rekey incident approve ID|--all-from SENDER --reason R [--kill|--overlap] [--override]`: has done what the hold kept from being done. */
export function approveCommand(perform: Perform): Command {
  return new Command('approve')
    .description('Have done what a held incident would have had done without the hold.')
    .argument('[id]', '<key>:<version>, as "incident list --held" shows it', incidentArgument)
    .option('--all-from <sender>', 'all that are held for this sender, as "incident list --held" names it')
    .requiredOption('--reason <reason>', 'why; it stands in the ledger and is told')
    .option('--kill', 'revoke now, without overlap, whatever it would have been')
    .option('--overlap', 'replace first, whatever it would have been')
    .option('--override', 'in spite of a dismissal, of an overlap under way, or of a pause of containments')
    .action((id: DecisionTarget['id'], { reason, allFrom, kill, overlap, override }: ApproveOptions) =>
      perform((cli) => {
        if (kill && overlap) throw new CliError('usage', '--kill and --overlap exclude each other');
        const as = kill ? ('kill' as const) : overlap ? ('overlap' as const) : undefined;
        return decideIncidents(
          cli,
          { id, allFrom },
          {
            route: routes.approveIncident,
            body: { reason, ...(as && { as }), ...(override && { override }) },
            question: (what) => `Approve ${what}? ${consequences[as ?? 'neither']}`,
            done: 'approved',
          },
        );
      }),
    );
}

const consequences = {
  kill: 'The version is revoked at once, whoever uses it.',
  overlap: 'The version is replaced first, and revoked after a short overlap.',
  neither: 'It is done what it says under "otherwise": a kill revokes at once, an overlap replaces first.',
} as const;
