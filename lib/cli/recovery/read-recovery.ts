import type { RecoveryAnswer } from '../../api/answers/recovery-answer';
import { routes } from '../../api/routes';
import type { CliContext } from '../cli-context';
import { CliError } from '../cli-error';

/** Milliseconds between two looks at how far it is. */
const beatMs = 1000;
/** Looks without any progress after which nobody is waited for: five minutes. */
const patience = 300;

/** Waits until every issuer's worker has ended a run, and reads what it found of all keys. @throws CliError when it goes on no more */
export async function readRecovery(cli: CliContext, recoveryId: string): Promise<RecoveryAnswer> {
  const first = await ended(cli, recoveryId);
  const whole = { ...first, keys: [...first.keys], unreachable: [...first.unreachable] };
  let next = first.next;
  while (next !== undefined) {
    const page: RecoveryAnswer = await cli.api.call(routes.recovery, { query: { next } });
    whole.keys.push(...page.keys);
    whole.unreachable.push(...page.unreachable);
    next = page.next;
  }
  return whole;
}

async function ended(cli: CliContext, recoveryId: string): Promise<RecoveryAnswer> {
  let movedAt = '';
  for (let idle = 0; idle < patience; idle += 1) {
    const answer = await cli.api.call(routes.recovery);
    if (answer.issuers.some((run) => run.recoveryId !== recoveryId)) {
      throw new CliError('conflict', 'somebody else has begun a recovery: run it again to see its outcome');
    }
    const running = answer.issuers.filter(({ state }) => state === 'running');
    if (running.length === 0) return answer;
    cli.output.progress(`waiting for ${running.map(({ issuer }) => issuer).join(', ')}`);
    const moved = answer.issuers.map((run) => run.movedAt).join();
    if (moved !== movedAt) idle = 0;
    movedAt = moved;
    await cli.world.sleep(beatMs);
  }
  throw new CliError('unavailable', 'the recovery goes on no more: see "rekey doctor", then run it again');
}
