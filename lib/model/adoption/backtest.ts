import { formatDuration } from '../duration';
import { type Instant, latest, plusSeconds, secondsBetween } from '../instant';
import type { KeyId } from '../ids';
import type { Manifest } from '../manifest/manifest';
import { intervalSeconds, type IssuerTiming, rotateAt } from '../schedule/schedule';
import type { Version } from '../ledger/version';

/** What of an issuer a replay rests on. */
export interface BacktestLimits extends IssuerTiming {
  family: 'overlap' | 'roll' | 'manual';
  maxActive: number | null;
}

/** What there is to replay. */
export interface BacktestInput {
  keyId: KeyId;
  manifest: Manifest;
  versions: readonly Version[];
  limits: BacktestLimits;
  /** Credentials of the principal when the key was adopted, where the issuer allows only so many. */
  slots?: { used: number; of: number } | undefined;
  now: Instant;
  days: number;
}

/** A rotation that the schedule would have begun, and how old the version before it was, in seconds. */
export interface WouldRotate {
  at: Instant;
  ageSeconds: number;
  /** True: it was due before the replay begins. */
  overdue: boolean;
}

/** Something that would have gone wrong. `overlap`, `leak`: a consumer; `slots`: the issuer. */
export interface BacktestFinding {
  kind: 'overlap' | 'leak' | 'slots' | 'policy';
  consumer?: string;
  message: string;
}

/** What a schedule would have done in the past. */
export interface Backtest {
  from: Instant;
  until: Instant;
  /** How many rotations there would have been; the list holds the last 200 of them. */
  count: number;
  rotations: WouldRotate[];
  /** The next one, after `until`; absent where nothing was issued yet, or the policy cannot hold. */
  nextAt?: Instant;
  findings: BacktestFinding[];
}

const daySeconds = 86_400;
const kept = 200;

/**
 * Replays a key's schedule over what is known of it: from the version that was current so many days ago, each replaced when it would
 * have been due. What was issued for another reason, a leak or by hand, is replayed as it was. It says nothing of outages, pauses and observation.
 */
export function backtest(input: BacktestInput): Backtest {
  const { keyId, manifest, limits, now, days } = input;
  const issued = input.versions.filter(({ placeholder }) => !placeholder).toSorted(byIssue);
  const start = plusSeconds(now, -days * daySeconds);
  const first = issued.findLast(({ issuedAt }) => issuedAt <= start) ?? issued[0];
  const findings = findingsOf(input);
  const none = { from: start, until: now, count: 0, rotations: [], findings };
  if (first === undefined || intervalSeconds(manifest, limits) <= 0) return none;

  const from = latest(start, first.issuedAt);
  const others = issued.filter(({ cause, issuedAt }) => cause !== 'scheduled' && issuedAt > first.issuedAt);
  const rotations: WouldRotate[] = [];
  let count = 0;
  let since = first.issuedAt;
  for (;;) {
    const due = rotateAt(keyId, since, manifest, limits);
    const at = latest(due, from);
    const forced = others.find(({ issuedAt }) => issuedAt > since && issuedAt <= at && issuedAt <= now);
    if (forced !== undefined) {
      since = forced.issuedAt;
      continue;
    }
    if (at > now) return { from, until: now, count, rotations, nextAt: at, findings };
    count += 1;
    rotations.push({ at, ageSeconds: secondsBetween(since, at), overdue: due < from });
    if (rotations.length > kept) rotations.shift();
    since = at;
  }
}

function findingsOf({ manifest, limits, slots, versions }: BacktestInput): BacktestFinding[] {
  const { consumers, overlapSeconds, leak } = manifest;
  const findings: BacktestFinding[] = [];
  if (versions.every(({ placeholder }) => placeholder)) {
    findings.push({
      kind: 'policy',
      message: 'nothing is known yet that could be replayed: no version was issued or adopted',
    });
  }
  if (intervalSeconds(manifest, limits) <= 0) {
    findings.push({
      kind: 'policy',
      message: 'maxAge leaves no time between two rotations: raise it, or lower the overlap',
    });
  }
  for (const { name: consumer, delaySeconds } of consumers) {
    const slow = `takes up to ${formatDuration(delaySeconds)} to use a new value`;
    if (overlapSeconds < 2 * delaySeconds) {
      const cut = overlapSeconds < delaySeconds ? 'would have been refused' : 'has no reserve';
      const message = `${slow}: with overlap ${formatDuration(overlapSeconds)} it ${cut}; ${formatDuration(2 * delaySeconds)} is enough`;
      findings.push({ kind: 'overlap', consumer, message });
    }
    if (leak.overlapSeconds < delaySeconds) {
      const message = `${slow}: after a leak, with overlap ${formatDuration(leak.overlapSeconds)}, it would have been refused`;
      findings.push({ kind: 'leak', consumer, message });
    }
  }
  return [...findings, ...slotFindings(manifest, limits, slots)];
}

function slotFindings(manifest: Manifest, limits: BacktestLimits, slots: BacktestInput['slots']): BacktestFinding[] {
  const { family, maxActive, quarantineSeconds = 0, revocationSeconds } = limits;
  const finding = (message: string): BacktestFinding => ({ kind: 'slots', message });
  if (family === 'roll' || maxActive === 1)
    return [finding('the issuer replaces a credential in place: there is no overlap')];
  if (maxActive === null) return [];
  const full = slots !== undefined && slots.used >= slots.of;
  const occupied = manifest.overlapSeconds + quarantineSeconds + revocationSeconds;
  const shortest = intervalSeconds(manifest, limits) * 0.9;
  return [
    ...(full
      ? [
          finding(
            `${slots.used} of ${slots.of} credentials were there when it was adopted: one that Rekey does not know has to go first`,
          ),
        ]
      : []),
    ...(maxActive === 2 && shortest < occupied
      ? [
          finding(
            `the old version takes one of two slots for ${formatDuration(occupied)}, and the next rotation comes sooner: no overlap`,
          ),
        ]
      : []),
  ];
}

function byIssue(one: Version, other: Version): number {
  return one.issuedAt.localeCompare(other.issuedAt);
}
