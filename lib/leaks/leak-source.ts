import type { Candidate } from './candidate';
import type { LeakRequest } from './leak-request';

/** A kind of leak report: reads its own format, and nothing else. */
export interface LeakSource {
  /** As it stands in sightings; 64 characters at most. */
  readonly name: LeakRequest['source'];
  /** Whether the report holds the values themselves, so that Rekey computes the fingerprints. */
  readonly possession: boolean;
  /** The candidates of a report, at most `limit`. @throws RekeyError `bad_input` naming the field that is not as the source writes it */
  read(request: LeakRequest, limit: number): Candidate[];
}
