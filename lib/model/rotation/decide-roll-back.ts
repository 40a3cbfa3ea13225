import { agedFrom } from '../schedule/aged-from';
import { formatDuration } from '../duration';
import { earliest, type Instant, latest, plusSeconds, secondsBetween } from '../instant';
import type { KeyHead } from '../ledger/key-head';
import { livedBy } from '../schedule/lived-by';
import type { Manifest } from '../manifest/manifest';
import { expireAt, type IssuerTiming, marginSeconds, rotateAt } from '../schedule/schedule';
import type { Version } from '../ledger/version';

/** Seconds for which a roll-back may be tried. */
export const rollBackSeconds = 600;

/** Seconds for which the old version is held alive: tries, and what was sent in the last of them and takes effect late. */
const heldSeconds = 2 * rollBackSeconds;

/** A retirement nearer than this, in seconds, may have begun by another function's clock. */
const beginsWithinSeconds = 10;

/** Seconds after which nothing that was sent to switch a version off can still arrive. */
const settledSeconds = 180;

/** Seconds in which a fault is to be mended before the key is rotated again. */
const mendSeconds = 86_400;

/** Whether a key can be rolled back: to which version, held alive until when; or why not, and what to do instead. */
export type RollBackDecision =
  | { kind: 'possible'; from: Version; to: Version; heldUntil: Instant }
  | { kind: 'refused'; reason: string };

/** Decides on a roll-back to the newest predecessor of the current version that lives. A leaked one is never made current again. */
export function decideRollBack(
  head: KeyHead,
  versions: readonly Version[],
  timing: IssuerTiming,
  now: Instant,
): RollBackDecision {
  const refused = (reason: string): RollBackDecision => ({ kind: 'refused', reason });
  const instead = `for a fresh value run "rekey rotate ${head.keyId}"`;
  if (head.status === 'released') return refused('the key was released: apply it again first');
  if (head.rollBack !== undefined) return refused(`a roll-back is under way since ${head.rollBack.begunAt}`);
  // Fenced out, it would leave nobody who knows whether it has rolled, and how long the value before is accepted.
  if (head.rotation?.rolls === true) {
    return refused(`its value is being replaced in place since ${head.rotation.begunAt}: wait until that is done`);
  }
  const [from, ...before] = ancestry(head, versions);
  if (from === undefined || from.placeholder)
    return refused('nothing was issued yet: there is no version to go back to');
  const to = before.find(({ state }) => state === 'retiring');
  if (to === undefined) return refused(`${goneText(before[0])}: ${instead}`);
  const { versionId, disabledAt, rolled } = to;
  if (rolled !== undefined) {
    return refused(`the issuer replaced version ${versionId} in place, and does not give it back: ${instead}`);
  }
  const endsAt = to.revokeAt ?? to.retireAt;
  if (to.incidentId !== undefined) {
    return refused(
      `version ${versionId} was reported as leaked (incident ${to.incidentId}), and is not used again: ${instead}`,
    );
  }
  if (endsAt === undefined || endsAt < plusSeconds(now, beginsWithinSeconds)) {
    return refused(`version ${versionId} is about to be revoked, at ${endsAt ?? 'once'}: ${instead}`);
  }
  if (disabledAt !== undefined && now < plusSeconds(disabledAt, settledSeconds)) {
    const from = plusSeconds(disabledAt, settledSeconds);
    return refused(
      `version ${versionId} was switched off at its issuer at ${disabledAt}, and can be switched on again from ${from}: wait until then, or ${instead}`,
    );
  }
  const end = hardEnd(head.manifest, to);
  const heldUntil = latest(endsAt, plusSeconds(now, heldSeconds));
  if (
    end !== undefined &&
    (end < plusSeconds(now, heldSeconds) || lastRotation(head.manifest, to, timing, end) <= now)
  ) {
    const left = Math.max(0, Math.floor(secondsBetween(now, end)));
    return refused(
      `version ${versionId} reaches its hard end in ${formatDuration(left)}, too soon to be replaced in time: ${instead}`,
    );
  }
  return { kind: 'possible', from, to, heldUntil: end === undefined ? heldUntil : earliest(heldUntil, end) };
}

/**
 * When a key that was rolled back now is rotated next: a day later at the soonest, so that the same fault is not rolled out
 * again by the next sweep, but early enough for its consumers before the version's hard end where the policy revokes.
 */
export function rotateAtAfterRollBack(head: KeyHead, to: Version, timing: IssuerTiming, now: Instant): Instant {
  const lived = livedBy(to, head.manifest);
  const mended = plusSeconds(now, mendSeconds);
  const end = hardEnd(head.manifest, to);
  const last = end === undefined ? mended : lastRotation(head.manifest, to, timing, end);
  return latest(rotateAt(head.keyId, agedFrom(to), lived, timing), earliest(mended, last));
}

/** The current version, the one it replaced, and so on. */
function ancestry(head: KeyHead, versions: readonly Version[]): Version[] {
  const known = new Map(versions.map((version): [string, Version] => [version.versionId, version]));
  const line: Version[] = [];
  let next = head.currentVersionId;
  while (next !== undefined && line.length <= versions.length) {
    const version = known.get(next);
    if (version === undefined) break;
    line.push(version);
    next = version.parent;
  }
  return line;
}

function goneText(parent: Version | undefined): string {
  if (parent === undefined || parent.placeholder) return 'the current version is the first: there is none before it';
  const since = parent.deadAt ?? parent.revokedAt;
  return `version ${parent.versionId}, the one before, was revoked${since === undefined ? '' : ` by ${since}`}, and what is revoked stays so`;
}

/** When a version is revoked whatever happens; undefined where the policy only alerts. */
function hardEnd(manifest: Manifest, to: Version): Instant | undefined {
  return manifest.expiry === 'revoke' ? expireAt(agedFrom(to), livedBy(to, manifest)) : undefined;
}

/** The last moment for a rotation that leaves every consumer twice its delay, even if that is less than the declared overlap. */
function lastRotation(manifest: Manifest, to: Version, timing: IssuerTiming, end: Instant): Instant {
  const slowest = Math.max(0, ...manifest.consumers.map(({ delaySeconds }) => delaySeconds));
  return plusSeconds(end, -2 * slowest - marginSeconds(livedBy(to, manifest), timing));
}
