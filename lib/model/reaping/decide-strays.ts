import type { InstallationId, KeyId } from '../ids';
import { type Instant, latest, plusSeconds } from '../instant';
import { readLabel } from '../label';
import type { KeyRef, Version } from '../ledger/version';

/** A credential as an issuer lists it: what the reaper looks at. */
export interface ListedCredential {
  ref: KeyRef;
  state: 'active' | 'disabled' | 'expired' | 'revoked';
  createdAt?: Instant | undefined;
}

/** What the ledger, and the key's secret, say of the name in a label. */
export interface Named {
  keyId: KeyId;
  /** The key was let go: nothing of it is revoked any more. */
  released: boolean;
  /** Versions that have this name. */
  versions: readonly Version[];
  /** A rotation in flight, or a given-up attempt that is still searched for, has this label. */
  intended: boolean;
  /** A labelled version of the secret has this name, or nobody can say whether one has. */
  held: boolean;
}

/** The ledger, as it was read after the issuer was listed. */
export interface LedgerView {
  installationId: InstallationId;
  /** Keys of this issuer that have a value. */
  issued: number;
  /** By label; a label that names no key of the ledger is not in it. */
  named: ReadonlyMap<string, Named>;
  /** Issuer key ids among the listed that belong to a version, whatever its label. */
  knownIds: ReadonlySet<string>;
}

/** A credential that should not be there, and why it may not be ended, if it may not. */
export interface Stray {
  ref: KeyRef;
  keyId?: KeyId;
  createdAt?: Instant | undefined;
  /** `unknown`: no version of the ledger; `forgotten`: its revocation was accepted, its time to die is over, and it is listed. */
  why: 'unknown' | 'forgotten';
  /** Absent: it may be revoked. */
  spared?: string;
}

/** What a run of the reaper comes to. */
export type StrayDecision =
  | { kind: 'strays'; strays: Stray[] }
  /** Something is wrong with the list, or with the ledger: nothing is touched. */
  | { kind: 'halt'; because: 'empty list' | 'too many'; strays: Stray[] };

/** A credential younger than this, in seconds, is left alone: whoever minted it may not have recorded it. */
export const sparedSeconds = 3600;

/** More strays than this in one run are taken for a mistake of ours. */
export const mostStrays = 2;

/** Which of the listed credentials should not be there. It may end production where it is wrong, so whatever speaks for a credential spares it. */
export function decideStrays(listed: readonly ListedCredential[], view: LedgerView, now: Instant): StrayDecision {
  if (listed.length === 0 && view.issued > 0) return { kind: 'halt', because: 'empty list', strays: [] };
  const strays = listed.flatMap((credential) => judge(credential, view, now) ?? []);
  return strays.length > mostStrays ? { kind: 'halt', because: 'too many', strays } : { kind: 'strays', strays };
}

function judge(credential: ListedCredential, view: LedgerView, now: Instant): Stray | undefined {
  const { ref, state, createdAt } = credential;
  if (readLabel(view.installationId, ref.label) === undefined) return undefined;
  if (state === 'expired' || state === 'revoked') return undefined;
  const named = view.named.get(ref.label);
  const stray = { ref, createdAt, ...(named === undefined ? {} : { keyId: named.keyId }) };
  const living = named?.versions.find(isLiving);
  if (living !== undefined)
    return isTwin(ref, living) ? { ...stray, why: 'unknown', spared: sparedAs.twin } : undefined;
  if (named?.intended) return undefined;
  const [ended] = named?.versions ?? [];
  if (ended === undefined && ref.id !== undefined && view.knownIds.has(ref.id)) return undefined;
  const ripeAt = ended === undefined ? ripeFrom(createdAt, now) : ripeAfterEnd(ended, now);
  if (ripeAt > now) return undefined;
  const spared = reasonToSpare(credential, named);
  return { ...stray, why: ended === undefined ? 'unknown' : 'forgotten', ...(spared === undefined ? {} : { spared }) };
}

const sparedAs = {
  twin: 'another credential with its label is in use',
  stranger: 'the ledger knows no key of this name',
  released: 'its key was released',
  held: 'a version of the secret has its name, or nobody can say whether one has',
  ageless: 'the issuer does not say how old it is',
} as const;

function reasonToSpare({ createdAt }: ListedCredential, named: Named | undefined): string | undefined {
  if (named === undefined) return sparedAs.stranger;
  if (named.released) return sparedAs.released;
  if (named.held) return sparedAs.held;
  return createdAt === undefined && named.versions.length === 0 ? sparedAs.ageless : undefined;
}

function isLiving({ state }: Version): boolean {
  return state === 'pending' || state === 'current' || state === 'retiring';
}

/** Two credentials carry one label: the ledger's version is the one with its id. */
function isTwin(ref: KeyRef, version: Version): boolean {
  return ref.id !== undefined && version.ref?.id !== undefined && ref.id !== version.ref.id;
}

/** One whose age nobody knows is told at once, and never revoked. */
function ripeFrom(createdAt: Instant | undefined, now: Instant): Instant {
  return createdAt === undefined ? now : plusSeconds(createdAt, sparedSeconds);
}

function ripeAfterEnd({ revokedAt, deadBy }: Version, now: Instant): Instant {
  const since = plusSeconds(revokedAt ?? now, sparedSeconds);
  return deadBy === undefined ? since : latest(since, plusSeconds(deadBy, 1));
}
