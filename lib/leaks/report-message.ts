import { type IdClaim, idClaimSchema } from '../model/leaks/id-claim';
import { type LeakHint, leakHintSchema } from '../model/leaks/leak-hint';
import { type LeakReport, leakReportSchema } from '../model/leaks/leak-report';
import { RekeyError } from '../model/rekey-error';
import { type HealthExposure, healthEventSchema, readHealthEvent } from './aws-health';

/** What the queue of reports holds: reports, hints and claims from intake, and AWS Health's events from EventBridge. */
export type ReportMessage =
  | { kind: 'report'; report: LeakReport }
  | { kind: 'hint'; hint: LeakHint }
  | { kind: 'claim'; claim: IdClaim }
  | { kind: 'health'; exposure: HealthExposure };

/** Reads a message of the queue of reports. @throws RekeyError `corrupt` for what none of ours is, without quoting it */
export function readReportMessage(body: string): ReportMessage {
  const input = json(body);
  const report = leakReportSchema.safeParse(input);
  if (report.success) return { kind: 'report', report: report.data };
  const hint = leakHintSchema.safeParse(input);
  if (hint.success) return { kind: 'hint', hint: hint.data };
  const claim = idClaimSchema.safeParse(input);
  if (claim.success) return { kind: 'claim', claim: claim.data };
  const event = healthEventSchema.safeParse(input);
  if (event.success) return { kind: 'health', exposure: readHealthEvent(event.data) };
  throw new RekeyError('corrupt', 'the queue of reports holds a message that is neither report, hint, claim nor event');
}

function json(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // the parser's own message quotes the text
  }
}
