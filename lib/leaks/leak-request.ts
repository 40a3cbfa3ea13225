import type { Actor } from '../model/ids';
import type { Exposure } from '../model/leak-report';
import type { SecretValue } from '../model/secret-value';

/** What intake is asked to accept: a report as its source wrote it, and who sent it, as the door proved it. */
export interface LeakRequest {
  source: 'value' | 'secretlint';
  exposure: Exposure;
  actor: Actor;
  /** The credential as it was found; for the source `value`. */
  value?: string | SecretValue;
  /** The scanner's report, parsed from JSON or still its text; for every other source. */
  report?: unknown;
}
