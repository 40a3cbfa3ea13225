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
}
