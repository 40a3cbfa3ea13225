import type { Mark } from '../discovery/discovered';
import type { InstallationId, KeyId } from '../ids';
import { labelPrefix } from '../label';
import type { KeyRef, VersionState } from '../ledger/version';

/** A version of a key of the issuer, as the ledger has it. */
export interface KnownVersion {
  keyId: KeyId;
  ref: KeyRef;
  state: VersionState;
}

/** What every label of an installation of Rekey looks like. */
const anyLabel = /^rekey-[0-9a-f]{12}-[0-9a-f]{12}-[0-9a-f-]{13}$/;

/** Which of the listed credentials are no living version of a key, and what they are. */
export function decideMarks<F extends { ref: KeyRef; admin?: boolean }>(
  listed: readonly F[],
  versions: readonly KnownVersion[],
  installationId: InstallationId,
): { found: F; mark: Mark; keyId?: KeyId }[] {
  // Where two versions have one id, or one name, the living one speaks for it.
  const inOrder = versions.toSorted(livingLast);
  const byId = new Map(inOrder.flatMap((version) => (version.ref.id === undefined ? [] : [[version.ref.id, version]])));
  const byName = new Map(inOrder.map((version) => [nameOf(version.ref), version]));
  const named = new Map<string, number>();
  for (const { ref } of listed) named.set(nameOf(ref), (named.get(nameOf(ref)) ?? 0) + 1);

  return listed.flatMap((found) => {
    const { ref } = found;
    if (found.admin === true) return [{ found, mark: 'admin' as const }];
    // An id is sure. A name alone is what finds a credential whose id is its value.
    const version = ref.id === undefined ? byName.get(nameOf(ref)) : byId.get(ref.id);
    if (version === undefined) return [{ found, mark: markOfLabel(ref.label, installationId) }];
    const { keyId } = version;
    if (!isLiving(version)) return [{ found, mark: 'stray' as const, keyId }];
    const alone = ref.id !== undefined || named.get(nameOf(ref)) === 1;
    return alone ? [] : [{ found, mark: 'twin' as const, keyId }];
  });
}

function markOfLabel(label: string, installationId: InstallationId): Mark {
  if (label.startsWith(labelPrefix(installationId))) return 'stray';
  return anyLabel.test(label) ? 'other installation' : 'unknown';
}

function nameOf({ label, principal }: KeyRef): string {
  return JSON.stringify([principal ?? '', label]);
}

function isLiving({ state }: KnownVersion): boolean {
  return state !== 'revoked' && state !== 'dead';
}

function livingLast(one: KnownVersion, other: KnownVersion): number {
  return Number(isLiving(one)) - Number(isLiving(other));
}
