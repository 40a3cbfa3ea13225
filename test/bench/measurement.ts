import type { Percentiles } from './percentiles';
import type { RotationRequests } from './rotation-requests';

/** What `npm run bench -- --json` prints. Times are milliseconds. */
export interface Measurement {
  endpoint: { kind: string; version: string; iamEnforced: boolean };
  /** Of a JSON secret, which asks for more than a bare text; both stand under `formats`. */
  rotation: Pick<RotationRequests, 'requests'> & {
    withinBudget: boolean;
    formats: Record<'json' | 'text', RotationRequests>;
  };
  leak: { count: number; accepted: Percentiles; revoke: Percentiles; replaced: Percentiles; told: Percentiles };
  /** The same chain of bare API calls, run before each leak. */
  floor: { accepted: Percentiles; revoke: Percentiles };
  /** Absent when it was not asked for. */
  flood?: FloodMeasured;
}

/** What a flood at one door did to true reports; `opened` is from the 202 to the incident. */
export interface FloodMeasured {
  sent: number;
  perSecond: number;
  /** Seconds after its last message until the door's queue was empty. */
  drainedAfter: number;
  quiet: TrueReports;
  elsewhere: TrueReports;
  sameDoor: TrueReports;
}

/** True reports of one kind. */
export interface TrueReports {
  accepted: Percentiles;
  opened: Percentiles;
}
