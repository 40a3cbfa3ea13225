import { type Instant, plusSeconds } from '../instant';
import type { KeyHead } from '../ledger/key-head';
import { modeOf } from '../manifest/mode-of';
import type { Pause } from '../work/pause';

/** How far the issue of a declared key's value is. */
export type Issue =
  | { kind: 'issued'; secretArn: string }
  /** With the reason of the last try, if one failed. */
  | { kind: 'waiting'; because?: string }
  | { kind: 'failed'; reason: string };

/** Functions' clocks differ by less, in seconds. */
const clockToleranceSeconds = 10;

/** Failures that another try within minutes does not mend: they are told at once. */
const lastingFailures: readonly string[] = [
  'rejected',
  'forbidden',
  'quota',
  'invalid_grant',
  'grant_mismatch',
  'policy',
  'unsupported',
  'fatal',
  'bad_input',
  'not_found',
  'refused',
  'misconfigured',
];

/** Whether a value as declared then is current. What was due for replacement since then counts as not issued, and what failed before does not count. */
export function decideIssue(head: KeyHead, pauses: readonly Pause[], declaredAt: Instant, now: Instant): Issue {
  const since = plusSeconds(declaredAt, -clockToleranceSeconds);
  const { rotateAt, secretArn } = head;
  if (head.status === 'released') return { kind: 'failed', reason: 'the key was released meanwhile' };
  const plannedNow = rotateAt !== undefined && rotateAt >= since && rotateAt <= plusSeconds(now, clockToleranceSeconds);
  // An observed key is never replaced: whatever it has is what it is to have.
  const replaced = rotateAt !== undefined && (!plannedNow || modeOf(head.manifest) === 'observe');
  if (replaced && secretArn !== undefined) return { kind: 'issued', secretArn };
  const [pause] = pauses;
  if (pause !== undefined) {
    const reason = `rotations are paused until ${pause.until} by ${pause.actor} (${pause.reason}): deploy again after that`;
    return { kind: 'failed', reason };
  }
  const failure = head.rotation?.lastFailure ?? head.setback;
  if (failure === undefined || failure.at < since) return { kind: 'waiting' };
  const because = `${failure.kind}: ${failure.reason}`;
  return lastingFailures.includes(failure.kind) ? { kind: 'failed', reason: because } : { kind: 'waiting', because };
}
