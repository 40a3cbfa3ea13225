import type { Findings } from '../../model/foreign/decide-findings';
import type { LabelDecision } from '../../model/foreign/decide-label';
import { type Finding, type FindingKind, labelFindings } from '../../model/foreign/finding';
import type { VersionId } from '../../model/ids';
import type { KeyHead } from '../../model/ledger/key-head';
import type { Change } from '../amend';
import { rekeyActor } from '../rekey-actor';
import { takeIn } from '../credentials/take-in';
import type { WorkerWorld } from '../world';
import { amendSeen } from './amend-seen';
import type { Looked } from './look-at-key';

/** Records each finding that is new, and each that is over, once; in between it stands and is not repeated. Undefined: the key moved on meanwhile. */
export async function recordFindings(
  world: WorkerWorld,
  seen: KeyHead,
  { found, ended }: Findings,
  label: LabelDecision,
  looked: Looked,
): Promise<KeyHead | undefined> {
  let head: KeyHead | undefined = seen;
  for (const finding of found) {
    head = head && (await amendSeen(world, head, (now) => foundChange(world, now, finding, label, looked)));
  }
  for (const finding of ended) {
    head = head && (await amendSeen(world, head, (now) => endedChange(now, finding)));
  }
  return head;
}

async function foundChange(
  world: WorkerWorld,
  head: KeyHead,
  finding: Finding,
  label: LabelDecision,
  { seen, examined, grant }: Looked,
): Promise<Change> {
  const { what, about } = finding;
  const isHolder = labelFindings.has(what) && about !== '' && about !== head.currentVersionId;
  const held = what === 'unknown credential' ? await heldVersion(world, head, about as VersionId, examined) : {};
  return {
    entry: {
      type: 'foreign-found',
      actor: rekeyActor,
      ...(isVersion(what) ? { versionId: about as VersionId } : {}),
      evidence: {
        what,
        about,
        expected: head.currentVersionId ?? null,
        ...(label.kind === 'wrong' && label.what === what ? { remedy: label.remedy } : {}),
        ...(grant === undefined || what !== 'other grant' ? {} : { actual: grant }),
        ...(seen.holder?.sameAs === undefined || what !== "another key's credential"
          ? {}
          : { key: seen.holder.sameAs.keyId }),
      },
    },
    head: {
      findings: [...(head.findings ?? []), finding],
      ...(isHolder ? { foreignVersionId: about } : {}),
    },
    ...held,
  };
}

function endedChange(head: KeyHead, { what, about, since }: Finding): Change {
  const left = (head.findings ?? []).filter((one) => one.what !== what || one.about !== about);
  return {
    entry: { type: 'foreign-ended', actor: rekeyActor, evidence: { what, about, since } },
    head: {
      findings: left.length === 0 ? undefined : left,
      ...(head.foreignVersionId === about ? { foreignVersionId: undefined } : {}),
    },
  };
}

/** A credential that nobody can name is found by its value if it leaks, and is nobody's to end by itself. One that was held before may have been reported since: it stays as it is. */
async function heldVersion(
  world: WorkerWorld,
  head: KeyHead,
  versionId: VersionId,
  examined: Looked['examined'],
): Promise<Pick<Change, 'versions' | 'fingerprints'>> {
  if (examined === undefined || (await world.ledger.version(head.keyId, versionId)) !== undefined) return {};
  const at = world.clock.now();
  const timing = world.issuer.capabilities;
  const unnamed = { ...examined, kind: 'unrecognised' as const };
  const { versions, fingerprints } = takeIn({
    head,
    examined: unnamed,
    versionId,
    cause: 'adopted',
    state: 'pending',
    timing,
    at,
  });
  return { versions, fingerprints };
}

function isVersion(what: FindingKind): boolean {
  return (
    what !== 'other grant' && what !== 'deletion scheduled' && what !== 'secret deleted' && what !== 'nothing current'
  );
}
