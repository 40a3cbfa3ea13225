import { nextCheckAt } from '../../model/schedule/check-schedule';
import { modeOf } from '../../model/manifest/mode-of';
import { decideFindings } from '../../model/foreign/decide-findings';
import { decideHindrances } from '../../model/foreign/decide-hindrances';
import { decideLabel, type LabelDecision } from '../../model/foreign/decide-label';
import { labelFindings } from '../../model/foreign/finding';
import type { Hindrance } from '../../model/foreign/health';
import { settledFrom } from '../../model/rotation/settled-from';
import { earliest, type Instant, plusSeconds, secondsBetween } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import type { Version } from '../../model/ledger/version';
import type { WorkOf } from '../../model/work/work';
import { beginCheck, type Check } from './begin-check';
import { busyUntil } from './busy-until';
import { endGone } from './end-gone';
import { lookAtKey, type Looked } from './look-at-key';
import { mendLabel } from './mend-label';
import { recordFindings } from './record-findings';
import { recordFollowed } from './record-followed';
import { recordReadiness } from './record-readiness';
import { recordTakenOver } from './record-taken-over';
import type { WorkerWorld } from '../world';

/** Seconds until a key that moved on while it was looked at is looked at anew. */
const movedOnSeconds = 60;

/**
 * Looks at one key: at its secret, its current credential and its issuer. What others did is recorded and told once, and leaves the key in a state that the
 * next sweep can work from; and whether the key could be killed now is noted. It races no rotation of our own: while one has a live claim, it comes later. @throws IssuerError
 */
export async function checkKey(world: WorkerWorld, work: WorkOf<'check'>): Promise<void> {
  const check = await beginCheck(world, work);
  if (check === undefined) return;
  const busy = busyUntil(check.head, world.clock.now());
  if (busy !== undefined) return planNext(world, check, busy);
  const looked = await lookAtKey(world, check);
  const label = decideLabel(check.head, check.versions, looked.seen);
  const recorded = await record(world, check, looked, label);
  if (recorded === undefined) return planNext(world, check, plusSeconds(world.clock.now(), movedOnSeconds));
  await noteSeen(world, check, recorded, label);
  if (modeOf(recorded.head.manifest) === 'enforce') await endGone(world, check, looked.seen);
}

interface Recorded {
  head: KeyHead;
  hindrances: Hindrance[];
}

/** Each step goes on from the head that the one before recorded; undefined: somebody else changed the key between. */
async function record(
  world: WorkerWorld,
  check: Check,
  looked: Looked,
  label: LabelDecision,
): Promise<Recorded | undefined> {
  let head = await recordLabel(world, check.head, label, looked);
  if (head === undefined) return undefined;
  const findings = decideFindings(head.findings ?? [], looked.seen, label, world.clock.now());
  head = await recordFindings(world, head, findings, label, looked);
  if (head !== undefined && label.kind === 'wrong') head = await mendLabel(world, head, check, label);
  if (head === undefined) return undefined;
  const { seen } = looked;
  const hindrances = decideHindrances(seen, isMended(head, label) ? { kind: 'as it should be' } : label);
  head = await recordReadiness(world, head, hindrances);
  return head && { head, hindrances };
}

/** Whether what was wrong was put right in the same look. */
function isMended({ findings = [] }: KeyHead, label: LabelDecision): boolean {
  return label.kind === 'wrong' && !findings.some(({ what, about }) => what === label.what && about === label.about);
}

async function recordLabel(
  world: WorkerWorld,
  head: KeyHead,
  label: LabelDecision,
  { examined }: Looked,
): Promise<KeyHead | undefined> {
  switch (label.kind) {
    case 'follow':
      return recordFollowed(world, head, label);
    case 'take over':
      return examined && recordTakenOver(world, head, label.versionId, examined);
    case 'as it should be':
    case 'unclear':
    case 'wrong':
      return head;
  }
}

async function noteSeen(
  world: WorkerWorld,
  check: Check,
  { head, hindrances }: Recorded,
  label: LabelDecision,
): Promise<void> {
  const now = world.clock.now();
  const standing = (head.findings ?? []).filter(({ what }) => labelFindings.has(what)).map(({ since }) => since);
  // What has just become current was looked at as a stranger's: its grant is looked at soon.
  if (label.kind === 'follow' || label.kind === 'take over') standing.push(now);
  const seconds = secondsToDeath(check.versions);
  const health = {
    keyId: head.keyId,
    checkedAt: now,
    hindrances,
    ...(seconds === undefined ? {} : { secondsToDeath: seconds }),
    due: {
      kind: 'check' as const,
      at: nextLook(world, check, hindrances, nextCheckAt(head.keyId, now, standing.toSorted()[0])),
    },
  };
  // Ordered anew meanwhile: then that look will say.
  await world.ledger.noteHealth(health, head.manifest.issuer, check.dueAt);
}

/** Where values are rolled, what has become current lately is looked at once more when nothing can end it any more that was sent before; and again, less and less often, while its issuer refuses everybody. */
function nextLook(
  world: WorkerWorld,
  { head, versions }: Check,
  hindrances: readonly Hindrance[],
  planned: Instant,
): Instant {
  const current = versions.find(({ versionId }) => versionId === head.currentVersionId);
  if (world.issuer.capabilities.roll === undefined || current?.currentAt === undefined) return planned;
  const settled = settledFrom(current.currentAt);
  const now = world.clock.now();
  if (settled > now) return earliest(settled, planned);
  const unseen = hindrances.some(({ what }) => what === 'admin');
  return unseen ? earliest(nextCheckAt(head.keyId, now, settled), planned) : planned;
}

async function planNext(world: WorkerWorld, { health, head, dueAt }: Check, at: Instant): Promise<void> {
  await world.ledger.noteHealth({ ...health, due: { kind: 'check', at } }, head.manifest.issuer, dueAt);
}

/** Of the last version that died: from the accepted revocation to the proven death. */
function secondsToDeath(versions: readonly Version[]): number | undefined {
  const dead = versions.filter(({ revokedAt, deadAt }) => revokedAt !== undefined && deadAt !== undefined);
  const [last] = dead.toSorted((a, b) => (b.deadAt ?? '').localeCompare(a.deadAt ?? ''));
  if (last?.revokedAt === undefined || last.deadAt === undefined) return undefined;
  // Two functions wrote the two times, by clocks of their own.
  return Math.max(0, secondsBetween(last.revokedAt, last.deadAt));
}
