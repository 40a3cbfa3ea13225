import type { Actor } from '../model/ids';
import type { Exposure } from '../model/leaks/leak-report';
import type { SecretValue } from '../model/secret-value';
import type { SourceTrust } from '../model/leaks/source-trust';

/** What intake is asked to accept: a report as its source wrote it, and who sent it, as the door proved it. */
export interface LeakRequest {
  source: 'value' | 'secretlint' | 'findings';
  exposure: Exposure;
  /** What the sender claimed, where it may not attest that. */
  claimed?: Exposure;
  actor: Actor;
  /** How far the sender is believed, as its way in has it. @default plain */
  trust?: SourceTrust;
  /** Derived from the sender's own id of the report, so that a repetition is the same report. @default a fresh id */
  reportId?: string;
  /** The credential as it was found; for the source `value`. */
  value?: string | SecretValue;
  /** The report, parsed from JSON or still its text; for every other source. */
  report?: unknown;
}
