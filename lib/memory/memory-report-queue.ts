import { type IdClaim, idClaimSchema } from '../model/leaks/id-claim';
import { type LeakHint, leakHintSchema } from '../model/leaks/leak-hint';
import { leakReportSchema, type LeakReport } from '../model/leaks/leak-report';
import { splitReport } from '../model/leaks/split-report';
import type { ReportQueue } from '../ports/reports';

/** Holds accepted reports, in parts as SQS would, until a test takes them. */
export class MemoryReportQueue implements ReportQueue {
  readonly waiting: LeakReport[] = [];
  readonly hints: LeakHint[] = [];
  readonly claims: IdClaim[] = [];

  constructor(private readonly maxBytes = 240_000) {}

  async send(report: LeakReport): Promise<void> {
    for (const part of splitReport(report, this.maxBytes)) {
      this.waiting.push(leakReportSchema.parse(JSON.parse(JSON.stringify(part))));
    }
  }

  async sendHint(hint: LeakHint): Promise<void> {
    this.hints.push(leakHintSchema.parse(JSON.parse(JSON.stringify(hint))));
  }

  async sendClaim(claim: IdClaim): Promise<void> {
    this.claims.push(idClaimSchema.parse(JSON.parse(JSON.stringify(claim))));
  }

  /** Takes out everything, oldest first. */
  take(): LeakReport[] {
    return this.waiting.splice(0);
  }
}
