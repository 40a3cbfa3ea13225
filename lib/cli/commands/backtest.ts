import { Command, InvalidArgumentError } from 'commander';
import type { BacktestAnswer } from '../../api/answers/backtest-answer';
import { routes } from '../../api/routes';
import type { KeyId } from '../../model/ids';
import { allKeys } from '../api/all-keys';
import type { CliContext, Perform } from '../cli-context';
import { keyArgument } from '../key-argument';
import { backtestText } from '../output/backtest-text';

/** `rekey backtest [KEY] [--days N]`: when a key, or each of all, would have rotated, and whom its overlap would have cut off. */
export function backtestCommand(perform: Perform): Command {
  return new Command('backtest')
    .description(
      'Replay the schedule over what is known: when keys would have rotated, and whom it would have cut off.',
    )
    .argument('[key]', 'key id; all keys when left out', keyArgument)
    .option('--days <days>', 'how far back', daysArgument, '90')
    .action((key: KeyId | undefined, { days }: { days: string }) =>
      perform(async (cli) => {
        const ids = key === undefined ? await activeKeys(cli) : [key];
        const keys: BacktestAnswer[] = [];
        for (const keyId of ids) {
          keys.push(await cli.api.call(routes.backtestKey, { key: keyId, query: { days } }));
          if (ids.length > 1) cli.output.progress(`replayed ${keys.length} of ${ids.length} keys`);
        }
        cli.output.result({ days: Number(days), keys }, (paint) => backtestText(keys, paint));
      }),
    );
}

async function activeKeys(cli: CliContext): Promise<KeyId[]> {
  return (await allKeys(cli)).filter(({ status }) => status === 'active').map(({ keyId }) => keyId);
}

function daysArgument(text: string): string {
  if (/^[1-9]\d{0,3}$/.test(text)) return text;
  throw new InvalidArgumentError('use a number of days from 1 to 9999');
}
