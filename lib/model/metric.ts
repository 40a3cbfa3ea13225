import type { EntryType } from './ledger/entry';

/** Every metric that Rekey writes, with the dimensions it is written under besides `service`: CloudWatch knows a metric by its whole set of them. Code counts these alone, and alarms watch these alone. */
export interface Metrics {
  /** A sweep ended well. */
  SweepCompleted: None;
  /** Age of the oldest due item at a sweep, in seconds. */
  OldestDueSeconds: None;
  /** An entry was told on the bus. */
  EntryTold: { type: EntryType };
  /** An issuer refused the admin credential. */
  IssuerRefusedAdmin: { issuer: string };
  /** The reaper found what it does not trust itself with. */
  ReaperHalted: { issuer: string };
  /** A change made behind Rekey's back had a key looked at. */
  CheckOrdered: None;
  /** The table is not the one that the installation was made with. */
  LedgerRestored: None;
}
type None = Record<never, never>;

/** Name of a metric. */
export type MetricName = keyof Metrics;

/** The dimensions' names of each metric, as {@link Metrics} has them. */
export const metricDimensions = {
  SweepCompleted: [],
  OldestDueSeconds: [],
  EntryTold: ['type'],
  IssuerRefusedAdmin: ['issuer'],
  ReaperHalted: ['issuer'],
  CheckOrdered: [],
  LedgerRestored: [],
} as const satisfies { [M in MetricName]: readonly (keyof Metrics[M])[] };
