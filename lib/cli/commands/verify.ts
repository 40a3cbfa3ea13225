import { Command } from 'commander';
import type { CliContext } from '../cli-context';
import { CliError } from '../cli-error';
import { type ExitCode, exitCode } from '../exit-code';
import { verifyExport } from '../verify-export';

/** Runs an action that needs no operator API. */
export type PerformHere = (action: (cli: Pick<CliContext, 'world' | 'output'>) => Promise<ExitCode>) => Promise<void>;

/** `rekey verify FILE`: recomputes every chain of an exported ledger, without AWS. */
export function verifyCommand(perform: PerformHere): Command {
  return new Command('verify')
    .description('Recompute every chain of an exported ledger, without AWS; exit 5 when one does not fit.')
    .argument('<file>', 'what "rekey export" wrote')
    .action((file: string) =>
      perform(async ({ world, output }) => {
        const text = await world.readFile(file).catch((cause: unknown) => {
          throw new CliError('usage', `${file} cannot be read: is it there?`, { cause });
        });
        const chains = verifyExport(text);
        const broken = chains.filter(({ kind }) => kind === 'broken').length;
        output.result({ chains, broken }, (paint) =>
          chains
            .map((one) =>
              one.kind === 'intact'
                ? `${paint.good('ok  ')}  ${paint.plain(one.chain)}: ${one.entries} entries`
                : `${paint.bad('FAIL')}  ${paint.plain(one.chain)}: entry ${one.sequence} is ${one.problem}`,
            )
            .join('\n'),
        );
        return broken === 0 ? exitCode.done : exitCode.verificationFailed;
      }),
    );
}
