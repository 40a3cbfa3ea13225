import type { FindingKind } from './finding';
import type { VersionId } from '../ids';
import type { KeyHead } from '../ledger/key-head';
import { modeOf } from '../manifest/mode-of';
import type { SeenHolder, SeenKey } from './seen-key';
import type { Version } from '../ledger/version';

/** What has to follow from where `AWSCURRENT` is. */
export type LabelDecision =
  /** Where the ledger has it, and accepted; or a rotation of our own is about to say so. */
  | { kind: 'as it should be' }
  /** Nothing can be said now: what stood before stands. */
  | { kind: 'unclear' }
  /** On a living version of this key: the ledger follows. `copy` is the version of the secret that holds its value, where it is another one. */
  | { kind: 'follow'; to: Version; copy?: VersionId }
  /** On a credential that the issuer knows, and no key has: it becomes this key's. */
  | { kind: 'take over'; versionId: VersionId }
  /** Something is wrong: told. `remedy`: move the label back to what the ledger has; have the current value replaced; or leave it to a person. */
  | { kind: 'wrong'; what: FindingKind; about: string; remedy: 'move back' | 'replace' | 'leave' };

/** Decides on the label of a key with no live claim. It never ends anything, and moves the label only from what is refused to what is accepted. */
export function decideLabel(
  head: KeyHead,
  versions: readonly Version[],
  seen: Pick<SeenKey, 'secret' | 'holder' | 'believed'>,
): LabelDecision {
  const { secret, holder } = seen;
  if (secret !== 'there') return { kind: 'wrong', what: secret, about: '', remedy: 'leave' };
  const current = versions.find(({ versionId }) => versionId === head.currentVersionId);
  const mend = mendBy(head, seen, current);
  if (holder === undefined) return { kind: 'wrong', what: 'nothing current', about: '', remedy: mend };
  const { versionId: id, value } = holder;
  if (isInHand(head, versions, id)) return { kind: 'as it should be' };
  if (id === (head.copyVersionId ?? head.currentVersionId)) return atItsPlace(head, holder, current);
  if (current !== undefined && id === current.versionId) return backAtItsPlace(head, holder, current);
  const ours = ofThisKey(head, versions, holder);
  if (ours?.placeholder || value === 'dead') return { kind: 'wrong', what: 'dead value', about: id, remedy: mend };
  if (value === 'unclear') return { kind: 'unclear' };
  if (value === 'none') return { kind: 'wrong', what: 'no credential', about: id, remedy: 'leave' };
  if (ours !== undefined) return onOurs(ours, id);
  if (holder.sameAs !== undefined && holder.sameAs.keyId !== head.keyId) {
    return { kind: 'wrong', what: "another key's credential", about: id, remedy: 'leave' };
  }
  if (holder.recognised) return { kind: 'take over', versionId: id as VersionId };
  return { kind: 'wrong', what: 'unknown credential', about: id, remedy: 'leave' };
}

/** Back to the ledger's current version if that is accepted and nobody reported it; else a fresh value. A key that is only observed is left as it is. */
function mendBy(
  { manifest }: KeyHead,
  { believed }: Pick<SeenKey, 'believed'>,
  current: Version | undefined,
): 'move back' | 'replace' | 'leave' {
  if (current === undefined || current.placeholder || modeOf(manifest) === 'observe') return 'leave';
  const sound = current.state === 'current' && current.incidentId === undefined;
  if (believed === 'alive' && sound) return 'move back';
  return believed === 'dead' || !sound ? 'replace' : 'leave';
}

/** Whether a rotation or a roll-back of our own put the label there, and only has to record it: also by an earlier attempt of the same rotation, which gives way to it. */
function isInHand({ rotation, rollBack }: KeyHead, versions: readonly Version[], holder: string): boolean {
  if (holder === rotation?.versionId || holder === rollBack?.to) return true;
  const late = versions.find(({ versionId }) => versionId === holder);
  return rotation !== undefined && late?.state === 'pending' && late.parent === rotation.parent;
}

function atItsPlace({ manifest }: KeyHead, { value }: SeenHolder, current: Version | undefined): LabelDecision {
  // What Rekey itself has ended, or has not issued yet, is in the schedule's hands.
  if (current === undefined || current.placeholder || current.state !== 'current') return { kind: 'as it should be' };
  const about = current.versionId;
  switch (value) {
    case 'alive':
      return { kind: 'as it should be' };
    case 'unclear':
      return { kind: 'unclear' };
    case 'none':
      return { kind: 'wrong', what: 'no credential', about, remedy: 'leave' };
    case 'dead':
      return {
        kind: 'wrong',
        what: 'credential ended',
        about,
        remedy: modeOf(manifest) === 'observe' ? 'leave' : 'replace',
      };
  }
}

/** It was read from where somebody had stored it once more, and is read from its own version again. */
function backAtItsPlace(head: KeyHead, holder: SeenHolder, current: Version): LabelDecision {
  const decided = atItsPlace(head, holder, current);
  return decided.kind === 'as it should be' ? { kind: 'follow', to: current } : decided;
}

/** The version that the holder is, or whose value it holds; what is held for a person is nobody's yet. */
function ofThisKey(
  head: KeyHead,
  versions: readonly Version[],
  { versionId, sameAs }: SeenHolder,
): Version | undefined {
  const named = sameAs?.keyId === head.keyId ? sameAs.versionId : versionId;
  const found = versions.find((version) => version.versionId === named);
  const isHeld = found?.state === 'pending' && found.ref === undefined;
  return isHeld ? undefined : found;
}

function onOurs(version: Version, holder: string): LabelDecision {
  // Revoked, and not refused yet: whoever reads it now is about to fail.
  if (version.state === 'revoked' || version.state === 'dead') {
    return { kind: 'wrong', what: 'dead value', about: holder, remedy: 'leave' };
  }
  return { kind: 'follow', to: version, ...(holder === version.versionId ? {} : { copy: holder as VersionId }) };
}
