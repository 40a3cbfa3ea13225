import type { IncomingMessage } from 'node:http';
import type { Random } from '../simulation/surroundings/random';
import type { Trouble } from './disturbing-proxy';

/** The refusals that AWS's services send when asked too often, by the service's part of the target header. */
const refusals: readonly (readonly [RegExp, string])[] = [
  [/^DynamoDB_/, 'ProvisionedThroughputExceededException'],
  [/^secretsmanager/, 'ThrottlingException'],
  [/^TrentService/, 'ThrottlingException'],
  [/^AmazonSQS/, 'RequestThrottled'],
];

/** How long a service refuses everybody, in milliseconds: longer than an SDK's own three tries. */
const refusedMs = [300, 2500] as const;

/** Makes AWS's services refuse for a while, one after another, now and then; and loses an answer here and there. */
export function awsTrouble(random: Random, now: () => number): (request: IncomingMessage) => Trouble | undefined {
  const untilMs = new Map<string, number>();
  return (request) => {
    const target = String(request.headers['x-amz-target'] ?? '');
    const refusal = refusals.find(([service]) => service.test(target))?.[1];
    if (refusal === undefined) return undefined;
    if (random.chance(0.004)) untilMs.set(refusal, now() + random.whole(...refusedMs));
    if (now() < (untilMs.get(refusal) ?? 0)) return throttled(refusal);
    return random.chance(0.004) ? { kind: random.pick(['not reached', 'answer lost'] as const) } : undefined;
  };
}

function throttled(name: string): Trouble {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': name };
  return { kind: 'answered', status: 400, headers, body: JSON.stringify({ __type: name, message: 'Rate exceeded' }) };
}
