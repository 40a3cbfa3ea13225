import { Command } from 'commander';
import type { CliContext } from '../cli-context';
import { CliError } from '../cli-error';
import { exitCode } from '../exit-code';
import { localText } from '../output/local-text';
import type { PerformHere } from './verify';

interface UpOptions {
  config?: string;
  unleash?: boolean;
}

/** `rekey local up|status|down`: a local endpoint with everything deployed, for everyday work. */
export function localCommand(perform: PerformHere): Command {
  const local = new Command('local').description('Keep a local AWS endpoint with Rekey deployed to it.');
  local
    .command('up')
    .description('Start what does not run yet, and deploy what has changed; AWS_ENDPOINT_URL names another endpoint.')
    .option('--config <file>', 'configuration to deploy (default: rekey.yaml)')
    .option('--unleash', 'start an Unleash as well, and deploy Rekey for it')
    .action(({ config, unleash = false }: UpOptions) =>
      perform(async ({ world, output }) => {
        if (unleash && config !== undefined) {
          throw new CliError('usage', '--unleash brings its own configuration: give it or --config');
        }
        const progress = (what: string) => output.progress(what);
        const status = await world.local.up({ unleash, progress, ...(config === undefined ? {} : { config }) });
        output.result(status, (paint) => localText(status, paint));
        return exitCode.done;
      }),
    );
  local
    .command('status')
    .description('Say what runs where, in which version, and what is deployed.')
    .action(() => perform(showStatus));
  local
    .command('down')
    .description('End what was started, with all its state. An endpoint that was there before is left alone.')
    .action(() =>
      perform(async ({ world, output }) => {
        const ended = await world.local.down();
        output.result({ ended }, () => (ended ? 'Down. Its state is gone.' : 'Nothing ran here.'));
        return exitCode.done;
      }),
    );
  return local;
}

async function showStatus({ world, output }: Pick<CliContext, 'world' | 'output'>) {
  const status = await world.local.status();
  output.result(status === undefined ? { up: false } : { up: true, ...status }, (paint) =>
    status === undefined ? 'Nothing runs here: "rekey local up" starts it.' : localText(status, paint),
  );
  return exitCode.done;
}
