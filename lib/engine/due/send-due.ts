import type { KeyWork } from '../../model/work/key-work';
import { RekeyError } from '../../model/rekey-error';
import type { World } from '../world';
import { queueName } from './backlog';
import type { DueMessage } from './plan-move';

/** Sends messages, those to one queue together; gives how many were taken, and why others were not, for each queue. What is not taken is due again by itself. */
export async function sendDue(
  { queues, telemetry }: World,
  messages: readonly DueMessage[],
): Promise<{ taken: number; failures: unknown[] }> {
  const sent = { taken: 0, failures: [] as unknown[] };
  for (const { to, work } of byQueue(messages)) {
    try {
      const taken = (await queues.sendAll(to, work)).filter(Boolean).length;
      sent.taken += taken;
      if (taken === work.length) continue;
      const left = work.length - taken;
      sent.failures.push(new RekeyError('unavailable', `the ${to.lane} of ${to.issuer} did not take ${left} messages`));
    } catch (error) {
      // A queue that is not there, or not reached, keeps no other queue waiting.
      telemetry.warn('messages not sent', { ...to, error: error instanceof Error ? error.name : 'unknown' });
      sent.failures.push(error);
    }
  }
  return sent;
}

function byQueue(messages: readonly DueMessage[]): { to: DueMessage['to']; work: KeyWork[] }[] {
  const queues = new Map<string, { to: DueMessage['to']; work: KeyWork[] }>();
  for (const { to, work } of messages) {
    const queue = queues.get(queueName(to)) ?? { to, work: [] };
    queues.set(queueName(to), queue);
    queue.work.push(work);
  }
  return [...queues.values()];
}
