import { z } from 'zod';
import { type IssuerName, issuerNameSchema } from '../ids';

/** What a redrive does with a letter, by the queue it died in: send it back to where it came from, or take it away, because what it stands for is done without it. */
export const redriveOf = {
  rotations: 'send-back',
  containments: 'send-back',
  reports: 'send-back',
  'reports-github': 'send-back',
  'reports-report': 'send-back',
  'reports-aws-health': 'send-back',
  messages: 'send-back',
  changes: 'send-back',
  registrations: 'send-back',
  'undelivered-events': 'send-back',
  'undelivered-health-events': 'send-back',
  // A run that failed: the next minute's sees all that it saw.
  sweep: 'acknowledge',
  // Names positions of the stream and no entry: the sweep tells what the stream lost.
  stream: 'acknowledge',
} as const satisfies Record<string, 'send-back' | 'acknowledge'>;

/** Kinds of queues with dead letters, as the runbook names them. */
export type DeadLetterKind = keyof typeof redriveOf;

/** Kinds of which every issuer has one of its own. */
const perIssuer = ['rotations', 'containments'] as const satisfies readonly DeadLetterKind[];

/** One dead-letter queue as operators name it: `reports`, or with its issuer `rotations.unleash`. */
export const deadLetterQueueSchema = z
  .string()
  .refine((name) => parts(name) !== undefined, 'is no dead-letter queue: "rekey redrive" lists them')
  .brand<'DeadLetterQueue'>();
export type DeadLetterQueue = z.infer<typeof deadLetterQueueSchema>;

/** The queue's name for operators. */
export function deadLetterQueueOf(kind: DeadLetterKind, issuer?: string): DeadLetterQueue {
  return deadLetterQueueSchema.parse(issuer === undefined ? kind : `${kind}.${issuer}`);
}

/** What the letters of a queue are. */
export function deadLetterKindOf(queue: DeadLetterQueue): DeadLetterKind {
  return queue.split('.')[0] as DeadLetterKind;
}

function parts(name: string): { kind: DeadLetterKind; issuer?: IssuerName } | undefined {
  const [kind = '', issuer, ...more] = name.split('.');
  if (!Object.hasOwn(redriveOf, kind) || more.length > 0) return undefined;
  const ofIssuer = (perIssuer as readonly string[]).includes(kind);
  if (ofIssuer !== (issuer !== undefined)) return undefined;
  if (issuer === undefined) return { kind: kind as DeadLetterKind };
  const parsed = issuerNameSchema.safeParse(issuer);
  return parsed.success ? { kind: kind as DeadLetterKind, issuer: parsed.data } : undefined;
}
