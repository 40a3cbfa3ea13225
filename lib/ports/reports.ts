import type { IdClaim } from '../model/leaks/id-claim';
import type { LeakHint } from '../model/leaks/leak-hint';
import type { LeakReport } from '../model/leaks/leak-report';

/** The queue between intake and match. Delivery is at least once. */
export interface ReportQueue {
  /** Accepts one report, in as many messages as its size needs. */
  send(report: LeakReport): Promise<void>;
  /** Accepts word of something that match has to read at its source. */
  sendHint(hint: LeakHint): Promise<void>;
  /** Accepts credentials that are named by their ids alone. */
  sendClaim(claim: IdClaim): Promise<void>;
}
