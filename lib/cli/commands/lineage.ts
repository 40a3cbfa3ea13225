import { Command } from 'commander';
import { type ChainVerdict, verifyChain } from '../../model/ledger/chain';
import type { KeyId } from '../../model/ids';
import { readLineage } from '../api/read-lineage';
import type { CliContext, Perform } from '../cli-context';
import { CliError } from '../cli-error';
import { exitCode } from '../exit-code';
import { keyArgument } from '../key-argument';
import { lineageMermaid } from '../output/lineage-mermaid';
import { lineageText } from '../output/lineage-text';

/** `rekey lineage KEY`: its ledger entries; `--verify` recomputes their chain, `--mermaid` draws its versions. */
export function lineageCommand(perform: Perform): Command {
  return new Command('lineage')
    .description('Show the ledger entries of a key.')
    .argument('<key>', 'key id', keyArgument)
    .option('--verify', 'recompute the chain of hashes; exit 5 and name the first entry that does not fit')
    .option('--mermaid', 'draw the versions as a mermaid graph')
    .action((keyId: KeyId, options: { verify?: boolean; mermaid?: boolean }) =>
      perform(async (cli) => {
        const { lineage, verification } = await verifiedLineage(cli, keyId, options.verify === true);
        const mermaid = options.mermaid ? lineageMermaid(lineage.versions) : undefined;
        cli.output.result({ ...lineage, verification, mermaid }, (paint) =>
          mermaid === undefined ? lineageText(lineage.entries, verification, paint) : mermaid,
        );
        if (verification?.kind !== 'broken') return exitCode.done;
        if (mermaid !== undefined) cli.output.note(`the chain does not fit from entry ${verification.sequence} on`);
        return exitCode.verificationFailed;
      }),
    );
}

async function verifiedLineage(cli: CliContext, keyId: KeyId, verify: boolean) {
  const lineage = await readLineage(cli, keyId);
  if (!verify) return { lineage, verification: undefined };
  const verification = verdictOn(lineage);
  if (verification.kind === 'intact') return { lineage, verification };
  // A transition that lands between two pages, or between entries and head, looks like a break; a real one stays.
  const again = await readLineage(cli, keyId);
  return { lineage: again, verification: verdictOn(again) };
}

function verdictOn(lineage: Awaited<ReturnType<typeof readLineage>>): ChainVerdict {
  if (lineage.entries.some((entry) => entry.chain !== lineage.keyId)) {
    throw new CliError('corrupt', `the lineage of ${lineage.keyId} holds entries of another chain`);
  }
  return verifyChain(lineage.entries, lineage.head);
}
