import { RekeyError } from '../../model/rekey-error';
import type { DelayedWork } from '../../ports';
import type { World } from '../world';
import { queueName } from './backlog';
import type { DueMessage } from './plan-move';

/** Sends messages, those to one queue together; gives how many were taken, and why others were not, for each queue. What is not taken is due again by itself. */
export async function sendDue(
  { queues, telemetry }: World,
  messages: readonly DueMessage[],
): Promise<{ taken: number; failures: unknown[] }> {
  const sent = { taken: 0, failures: [] as unknown[] };
  for (const { to, all } of byQueue(messages)) {
    try {
      const taken = (await queues.sendAll(to, all)).filter(Boolean).length;
      sent.taken += taken;
      if (taken === all.length) continue;
      const left = all.length - taken;
      sent.failures.push(new RekeyError('unavailable', `the ${to.lane} of ${to.issuer} did not take ${left} messages`));
    } catch (error) {
      // A queue that is not there, or not reached, keeps no other queue waiting.
      telemetry.warn('messages not sent', { ...to, error: error instanceof Error ? error.name : 'unknown' });
      sent.failures.push(error);
    }
  }
  return sent;
}

function byQueue(messages: readonly DueMessage[]): { to: DueMessage['to']; all: DelayedWork[] }[] {
  const queues = new Map<string, { to: DueMessage['to']; all: DelayedWork[] }>();
  for (const { to, work, delaySeconds } of messages) {
    const queue = queues.get(queueName(to)) ?? { to, all: [] };
    queues.set(queueName(to), queue);
    queue.all.push({ work, delaySeconds });
  }
  return [...queues.values()];
}
