import { answerRegistration } from '../lib/api/server/answer-registration';
import { answerStack } from '../lib/aws/stacks/answer-stack';
import { readStackRequest } from '../lib/aws/stacks/stack-request';
import { declaringWorld } from './wiring/declaring-world';
import type { LogFields } from '../lib/ports/telemetry';
import { eachRecord } from './wiring/each-record';
import { invoked } from './wiring/invoked';
import { once } from './wiring/once';

const coldStart = once(declaringWorld);

/** Seconds between two looks at a key whose value a stack waits for. */
const lookSeconds = 5;

/** The queue of registrations: what stacks declare, until they can be answered. */
export const handler = invoked(
  eachRecord(async (body): Promise<LogFields> => {
    const { world, settings, registrations } = await coldStart();
    const request = readStackRequest(body);
    const { key, wish, stackId } = request.registration;
    const answer = await answerRegistration(world, request.registration, settings);
    if (answer.kind === 'waiting') {
      await registrations.send({ ...request, registration: answer.next }, lookSeconds);
      return { key, wish, stack: stackId, outcome: answer.kind };
    }
    await answerStack(request, answer, { anyAddress: settings.allowHttpWebhooks === true });
    const reason = answer.kind === 'failed' ? answer.reason : undefined;
    return { key, wish, stack: stackId, outcome: answer.kind, reason };
  }),
);
