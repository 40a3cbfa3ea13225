import { Command } from 'commander';
import { routes } from '../../api/routes';
import type { LineageAnswer } from '../../api/answers/lineage-answer';
import { allKeys } from '../api/all-keys';
import { readLineage } from '../api/read-lineage';
import type { CliContext, Perform } from '../cli-context';

/** `rekey export`: the whole ledger as JSON lines, each chain's head before its entries. */
export function exportCommand(perform: Perform): Command {
  return new Command('export')
    .description('Write the whole ledger to standard output as JSON lines; "rekey verify" checks such a file.')
    .action(() =>
      perform(async (cli) => {
        write(cli, 'INSTALLATION', await installationChain(cli));
        for (const { keyId } of await allKeys(cli)) write(cli, keyId, await readLineage(cli, keyId));
      }),
    );
}

type Chain = Pick<LineageAnswer, 'head' | 'entries'>;

async function installationChain(cli: CliContext): Promise<Chain> {
  const entries: Chain['entries'] = [];
  let from: string | undefined;
  for (;;) {
    const page = await cli.api.call(routes.installationLineage, { query: { from } });
    entries.push(...page.entries);
    if (page.next === undefined) return { head: page.head, entries };
    from = page.next;
  }
}

/** A transition that lands between two pages leaves entries beyond the head: only what the head covers is written. */
function write({ world }: CliContext, chain: string, { head, entries }: Chain): void {
  const covered = entries.filter(({ sequence }) => sequence <= head.sequence);
  for (const line of [{ chain, head }, ...covered]) world.terminal.out(`${JSON.stringify(line)}\n`);
}
