import type { ListedCredential } from '../reaping/decide-strays';
import type { InstallationId, VersionId } from '../ids';
import type { KeyHead } from '../ledger/key-head';
import { keyHashOf, labelOf, placeholderVersionId, readLabel } from '../label';
import type { KeyRecovery, UnknownVersion } from './recovery';
import type { Version } from '../ledger/version';

/** What an issuer lists, by the names that a version can have there. */
export interface Listing<C extends ListedCredential = ListedCredential> {
  /** False: nothing can be found by a label there. */
  labelled: boolean;
  byLabel: ReadonlyMap<string, C>;
  ids: ReadonlySet<string>;
}

/** Everything that is known of one key, in the ledger and outside. */
export interface Holdings {
  installationId: InstallationId;
  head: KeyHead;
  versions: readonly Version[];
  /** Staging labels of each version that the secret keeps; undefined: the key has no secret yet. */
  secret: ReadonlyMap<VersionId, readonly string[]> | undefined;
  listing: Listing;
}

/** What is to be done so that the ledger knows again what there is. */
export type RecoveryPlan = Pick<KeyRecovery, 'unknown' | 'gone' | 'strays'> & {
  /** The version that holds `AWSCURRENT`; absent: there is none, or only the placeholder of a key that was declared since. */
  current?: VersionId;
};

/** Compares a restored ledger with what a key's secret and its issuer hold. Nothing here leads to a revocation: what nobody knows is left to the reaper. */
export function decideRecovery(holdings: Holdings): RecoveryPlan {
  const { head, versions, secret, listing } = holdings;
  const known = new Set(versions.map(({ versionId }) => versionId));
  const placeholder = placeholderVersionId(holdings.installationId, head.keyId);
  const kept = [...(secret ?? [])];
  const holder = kept.find(([, labels]) => labels.includes('AWSCURRENT'))?.[0];
  const current = holder === placeholder && !known.has(holder) ? undefined : holder;
  const strange = kept.filter(([versionId]) => !known.has(versionId) && versionId !== placeholder);
  return {
    ...(current === undefined ? {} : { current }),
    unknown: strange.flatMap(([versionId, labels]) => unknownVersion(holdings, versionId, labels) ?? []),
    gone: versions.filter((version) => isLiving(version) && isGone(version, listing)).map(({ versionId }) => versionId),
    strays: straysOf(holdings),
  };
}

/** What is neither current, nor labelled, nor listed is an old value of no use; where nothing is listed by a label, only its value can tell. */
function unknownVersion(
  { installationId, head, listing }: Holdings,
  versionId: VersionId,
  labels: readonly string[],
): UnknownVersion | undefined {
  const credential = listing.byLabel.get(labelOf(installationId, head.keyId, versionId));
  const current = labels.includes('AWSCURRENT');
  if (!current && credential === undefined && labels.length === 0 && listing.labelled) return undefined;
  return {
    versionId,
    as: current ? 'current' : 'retiring',
    labels: [...labels],
    ...(credential === undefined ? {} : { credential: credential.ref.label }),
  };
}

function isLiving({ state, placeholder }: Version): boolean {
  return !placeholder && (state === 'pending' || state === 'current' || state === 'retiring');
}

/** Only what can be found there by a name of its own can be missed; and an empty list, where something should be, is not believed. */
function isGone({ ref }: Version, { labelled, byLabel, ids }: Listing): boolean {
  if (ref === undefined || (byLabel.size === 0 && ids.size === 0)) return false;
  if (ref.id !== undefined) return !ids.has(ref.id);
  return labelled && !byLabel.has(ref.label);
}

function straysOf({ installationId, head, versions, secret, listing }: Holdings): string[] {
  const hash = keyHashOf(head.keyId);
  const names = [...versions.map(({ versionId }) => versionId), ...(secret?.keys() ?? [])];
  return [...listing.byLabel.values()].flatMap(({ ref, state }) => {
    const read = readLabel(installationId, ref.label);
    if (read?.keyHash !== hash || state === 'expired' || state === 'revoked') return [];
    return names.some((name) => name.startsWith(read.versionStart)) ? [] : [ref.label];
  });
}
