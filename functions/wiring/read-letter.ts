import { readRegistrationLetter } from '../../lib/aws/sqs/read-registration-letter';
import { readFailureLetter } from '../../lib/engine/redrive/read-failure-letter';
import { readWorkLetter } from '../../lib/engine/redrive/read-work-letter';
import { readChangeLetter } from '../../lib/aws/sqs/read-change-letter';
import { readReportLetter } from '../../lib/leaks/read-report-letter';
import { type DeadLetterKind, deadLetterKindOf } from '../../lib/model/work/dead-letter-queue';
import { readMessageLetter } from '../../lib/notify/read-message-letter';
import type { LetterContent, ReadLetter } from '../../lib/ports';

/** Reads a dead letter with the eyes of the function that would get it. */
export const readLetter: ReadLetter = (queue, body) => readers[deadLetterKindOf(queue)](body);

const readers: Readonly<Record<DeadLetterKind, (body: string) => LetterContent | undefined>> = {
  rotations: (body) => readWorkLetter(jsonIn(body)),
  containments: (body) => readWorkLetter(jsonIn(body)),
  reports: readReportLetter,
  'reports-github': readReportLetter,
  'reports-report': readReportLetter,
  'reports-aws-health': readReportLetter,
  messages: readMessageLetter,
  changes: readChangeLetter,
  registrations: readRegistrationLetter,
  'undelivered-events': readMessageLetter,
  'undelivered-health-events': readReportLetter,
  sweep: (body) => readFailureLetter(jsonIn(body)),
  stream: (body) => readFailureLetter(jsonIn(body)),
};

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
