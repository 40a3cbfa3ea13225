import { z } from 'zod';
import { brakes } from './brakes';
import { keyIdSchema, type KeyId } from '../ids';
import { type Instant, instantSchema, secondsBetween } from '../instant';

/** Keys that a tally remembers, the newest: more than the limit, so that what it forgets could not change the answer. */
const keysKept = 32;

/** A key that was named again within so many seconds is not written again: what a flood costs is bounded by that. */
const freshSeconds = 60;

/** Which keys a sender of leak reports named lately, so that a flood is seen as one. */
export const tallySchema = z.object({
  sender: z.string(),
  /** 1 for the first; each change raises it by one. */
  revision: z.number().int().positive(),
  /** Newest first; `at` is when the newest report that named the key was accepted. */
  keys: z.array(z.object({ keyId: keyIdSchema, at: instantSchema })),
  /** Reports that came in several parts, newest first, and which of their parts were counted. */
  parted: z.array(z.object({ reportId: z.string(), counted: z.array(z.number().int()) })).optional(),
});
export type Tally = z.infer<typeof tallySchema>;

/** What one report, or one part of it, names. */
export interface Named {
  keys: readonly KeyId[];
  /** When the report was accepted: what comes late, or again, counts for then. */
  at: Instant;
}

/** How many distinct keys the sender named within ten minutes of a report, that report's included. Exact to the minute. */
export function keysNamed(tally: Pick<Tally, 'keys'> | undefined, { keys, at }: Named): number {
  const near = (tally?.keys ?? []).filter((one) => apart(one.at, at) < brakes.flood.withinSeconds + freshSeconds);
  return new Set([...near.map(({ keyId }) => keyId), ...keys]).size;
}

/** The keys of a tally once a report was counted; undefined: it says as much already. */
export function withNamed(tally: Pick<Tally, 'keys'> | undefined, { keys, at }: Named): Tally['keys'] | undefined {
  const before = tally?.keys ?? [];
  const fresh = new Set(before.filter((one) => apart(one.at, at) < freshSeconds).map(({ keyId }) => keyId));
  // Over the limit one key more says nothing new.
  if (fresh.size > brakes.flood.keys || keys.every((keyId) => fresh.has(keyId))) return undefined;
  const latest = new Map(before.map(({ keyId, at: then }) => [keyId, then]));
  for (const keyId of keys) if ((latest.get(keyId) ?? '') < at) latest.set(keyId, at);
  const newestFirst = [...latest].map(([keyId, then]) => ({ keyId, at: then }));
  return newestFirst.toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1)).slice(0, keysKept);
}

function apart(one: Instant, other: Instant): number {
  return Math.abs(secondsBetween(one, other));
}
