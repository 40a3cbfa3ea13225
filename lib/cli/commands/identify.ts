import { Command } from 'commander';
import type { LocatedVersion } from '../../api/answers/located-answer';
import { routes } from '../../api/routes';
import type { KeyId } from '../../model/ids';
import type { CliContext, Perform } from '../cli-context';
import { CliError } from '../cli-error';
import { exitCode } from '../exit-code';
import { keyArgument } from '../key-argument';
import { identifiedText } from '../output/identified-text';

/** `rekey identify [--key KEY]`: which version a value on standard input belongs to; a value is never an argument. */
export function identifyCommand(perform: Perform): Command {
  return new Command('identify')
    .description('Say which key, version and state a value is, from standard input. Nothing is reported or kept.')
    .option('--key <key>', 'ask of this key only, as somebody must who may see no other', keyArgument)
    .action(({ key }: { key?: KeyId }) =>
      perform(async (cli) => {
        const { form, ...marks } = await cli.api.call(routes.identify, { body: { value: await valueOf(cli) } });
        const { versions } = await located(cli, marks, key);
        const known = versions.length > 0;
        cli.output.result({ known, versions, ...(form === undefined ? {} : { form }) }, (paint) =>
          identifiedText(versions, { form, key }, paint),
        );
        return known ? exitCode.done : exitCode.unknown;
      }),
    );
}

function located(cli: CliContext, body: object, key: KeyId | undefined): Promise<{ versions: LocatedVersion[] }> {
  return key === undefined ? cli.api.call(routes.locate, { body }) : cli.api.call(routes.locateInKey, { key, body });
}

async function valueOf({ world, output }: CliContext): Promise<string> {
  if (world.terminal.inputIsTerminal) output.note('Paste it, then press Enter and Ctrl-D.');
  const value = await world.terminal.readInput();
  if (value.trim() === '') throw new CliError('usage', 'there is nothing to identify: the input is empty');
  if (value.length > 65_536) throw new CliError('usage', 'this is too long for one value: 65,536 characters at most');
  return value;
}
