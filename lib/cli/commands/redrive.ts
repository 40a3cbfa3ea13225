import { Command, InvalidArgumentError } from 'commander';
import { lettersPerCall } from '../../api/redrive-request';
import { routes } from '../../api/routes';
import { deadLetterKindOf, type DeadLetterQueue, deadLetterQueueSchema } from '../../model/work/dead-letter-queue';
import type { CliContext, Perform } from '../cli-context';
import { CliError } from '../cli-error';
import { deadLettersText } from '../output/dead-letters-text';

/** `rekey redrive`: what could not be delivered. `rekey redrive QUEUE [--max N]`: sends it back to where it came from; broken off, it goes on at the next call. */
export function redriveCommand(perform: Perform): Command {
  return new Command('redrive')
    .description('List what could not be delivered, or send what died in a queue back to where it came from.')
    .argument('[queue]', 'dead-letter queue, as the list names it', queueArgument)
    .option('--max <number>', 'letters at most (default: as many as there are now)', countArgument)
    .action((queue: DeadLetterQueue | undefined, { max }: { max?: number }) =>
      perform(async (cli) => {
        if (queue !== undefined) return redriveAll(cli, queue, max);
        if (max !== undefined) throw new CliError('usage', '--max is for one queue: name it');
        const { queues } = await cli.api.call(routes.deadLetters);
        cli.output.result({ queues }, (paint) => deadLettersText(queues, paint, cli.world.now()));
        return undefined;
      }),
    );
}

/** A part a call, until nothing is left of what there was, or a call can do nothing more. */
async function redriveAll(cli: CliContext, queue: DeadLetterQueue, max: number | undefined): Promise<undefined> {
  const most = max ?? (await waitingIn(cli, queue));
  const done = { queue, sentBack: 0, acknowledged: 0, unreadable: new Set<string>() };
  for (let moved = 0; moved < most; moved = done.sentBack + done.acknowledged) {
    const part = await cli.api.call(routes.redrive, { queue, body: { max: Math.min(lettersPerCall, most - moved) } });
    done.sentBack += part.sentBack;
    done.acknowledged += part.acknowledged;
    for (const id of part.unreadable) done.unreadable.add(id);
    if (part.sentBack + part.acknowledged === 0) break;
    cli.output.progress(`${done.sentBack + done.acknowledged} of ${most} letters`);
  }
  const unreadable = [...done.unreadable];
  cli.output.result({ ...done, unreadable }, () =>
    [
      done.acknowledged > 0
        ? `Took ${done.acknowledged} letters away from ${queue}: what they stand for is done without them.`
        : `Sent ${done.sentBack} letters of ${queue} back to where they came from.`,
      ...(unreadable.length === 0
        ? []
        : [
            `${unreadable.length} stay, for nobody would understand them: see docs/runbook.md#dead-letters-${deadLetterKindOf(queue)}`,
            ...unreadable.map((id) => `  ${id}`),
          ]),
    ].join('\n'),
  );
  return undefined;
}

async function waitingIn(cli: CliContext, queue: DeadLetterQueue): Promise<number> {
  const { queues } = await cli.api.call(routes.deadLetters);
  const found = queues.find((one) => one.queue === queue);
  if (found === undefined)
    throw new CliError('not_found', `there is no dead-letter queue ${queue}: "rekey redrive" lists them`);
  return found.waiting;
}

function queueArgument(text: string): DeadLetterQueue {
  const parsed = deadLetterQueueSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('use a name that "rekey redrive" lists, such as reports or rotations.unleash');
}

function countArgument(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('use a whole number from 1 on');
}
