import type { Percentiles } from '../bench/percentiles';
import type { LoadPlan } from './load-plan';

/** What a run under load showed. Times are milliseconds unless the name says otherwise. */
export interface LoadMeasured {
  plan: LoadPlan;
  /** Workers of rotations at once, and lanes of bare calls. */
  concurrency: number;
  /** The requests of one rotation, as counted in this run and as the bare calls make them. */
  requests: { aws: Record<string, number>; issuer: Partial<Record<string, number>> };
  /** From the due moment to the first mint, in seconds: the sweep comes once a minute. */
  pickedUpAfterSeconds: number;
  /** As the issuer saw it: a new value minted is half a rotation, an old one deleted the other half; values that leaked meanwhile were rotated, too. */
  perRound: { rotations: number; leaked: number; seconds: number; rotationsPerSecond: number; barePerSecond: number }[];
  /** Of the whole run. */
  rotationsPerSecond: number;
  barePerSecond: number;
  /** Rotations a second, of what the bare calls reach. */
  share: number;
  /** From the 202 to the revoke call, without load and under it. */
  leaks: { quiet: LeaksMeasured; loaded: LeaksMeasured; ratioOfP95: number };
  /** The same chain of bare calls before each leak (docs/performance.md). */
  floor: { quiet: Percentiles; loaded: Percentiles; ratioOfP95: number };
  lost: string[];
  doubled: string[];
  /** Other promises that are broken, by number. */
  broken: string[];
}

/** Leaks of one kind of time. */
export interface LeaksMeasured {
  count: number;
  accepted: Percentiles;
  revoke: Percentiles;
}
