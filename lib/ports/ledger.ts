import type { Due } from '../model/ledger/due';
import type { ChainId, Entry } from '../model/ledger/entry';
import type { Fingerprint, IncidentId, IssuerName, KeyId, VersionId } from '../model/ids';
import type { Health } from '../model/foreign/health';
import type { Incident } from '../model/leaks/incident';
import type { Installation } from '../model/ledger/installation';
import type { Instant } from '../model/instant';
import type { KeyHead } from '../model/ledger/key-head';
import type { IssuerRecovery, KeyRecovery } from '../model/recovery/recovery';
import type { Tally } from '../model/leaks/tally';
import type { Attempt, Version } from '../model/ledger/version';

/** One transition of an org key: all of it is written, or nothing. */
export interface Transition {
  /** What must still be so; `absent`: the key must not exist yet. A fence, when given, must match too. */
  expected: 'absent' | { sequence: number; fence?: number };
  /** The head after it; its `sequence` and `headHash` are the entry's. */
  head: KeyHead;
  entry: Entry;
  /** True: the entry is told on the bus; it stays due for publishing until it was. */
  publish: boolean;
  /** Items that replace what is there. */
  versions?: readonly Version[];
  attempts?: readonly Attempt[];
  incidents?: readonly Incident[];
  /** Given-up attempts that need no further search. */
  endedAttempts?: readonly VersionId[];
  /** Index entries; one that exists already stays as it is. */
  fingerprints?: readonly { fingerprint: Fingerprint; versionId: VersionId }[];
  publicIds?: readonly { issuer: IssuerName; id: string; versionId: VersionId }[];
  /** Claims the secret for the key. */
  secretArn?: string;
  /** When the key's health is looked at first; a look that is planned already stays as it is. */
  checkAt?: Instant;
}

/** `stale`: somebody was first; the head as it is now comes back. `secret_taken`: the secret belongs to another key. */
export type RecordOutcome =
  | { kind: 'recorded' }
  | { kind: 'stale'; head: KeyHead | undefined }
  | { kind: 'secret_taken'; by: KeyId };

/** What concerns no key: an entry of the installation's own chain. `once` names what may be recorded only one time. */
export interface InstallationTransition {
  expectedSequence: number;
  installation: Installation;
  entry: Entry;
  publish: boolean;
  once?: string;
}

/** Points at the due item of a head, version, incident, attempt, entry or a key's health. */
export interface DueItem extends Due {
  chain: ChainId;
  /** Id of the version or incident, or the entry's sequence; empty for the head and for a key's health. */
  id: string;
  /** Absent for entries. */
  issuer?: IssuerName;
}

/** An item whose due time is to be moved on. */
export interface DueMove {
  item: DueItem;
  until: Instant;
}

/** A page of a listing; `next` asks for the one after. */
export interface Page<T> {
  items: T[];
  next?: string;
}

/** Where a version is, by fingerprint or public id. */
export interface Located {
  keyId: KeyId;
  versionId: VersionId;
}

/** The ledger: every state and every transition. All reads are strongly consistent but `due`, `keys`, `keysOf`, `allIncidents` and `heldIncidents`. */
export interface Ledger {
  /** The installation; made by the first call ever, with the id and epoch proposed. */
  installation(): Promise<Installation>;
  /** The table's own id, which no other table ever has, one restored from its backup included. As it is now, or was less than a minute ago. */
  tableId(): Promise<string>;
  key(keyId: KeyId): Promise<KeyHead | undefined>;
  /** The heads of these keys, read together; a key that is not there is not in the answer. */
  heads(keyIds: readonly KeyId[]): Promise<Map<KeyId, KeyHead>>;
  version(keyId: KeyId, versionId: VersionId): Promise<Version | undefined>;
  versions(keyId: KeyId): Promise<Version[]>;
  /** The versions whose ids begin so, as a label names them: one, but for a coincidence. */
  versionsNamed(keyId: KeyId, start: string): Promise<Version[]>;
  attempt(keyId: KeyId, versionId: VersionId): Promise<Attempt | undefined>;
  /** Given-up attempts of a key that are still to be searched for. */
  attempts(keyId: KeyId): Promise<Attempt[]>;
  incident(keyId: KeyId, incidentId: IncidentId): Promise<Incident | undefined>;
  incidents(keyId: KeyId): Promise<Incident[]>;
  /** In order of sequence, from `from` (1 when not given). */
  entries(chain: ChainId, from?: number): AsyncIterable<Entry>;
  /** undefined: no look at it was ever planned. */
  health(keyId: KeyId): Promise<Health | undefined>;
  record(transition: Transition): Promise<RecordOutcome>;
  recordInstallation(
    transition: InstallationTransition,
  ): Promise<{ kind: 'recorded' } | { kind: 'stale'; installation: Installation } | { kind: 'done_before' }>;
  /** Which versions these fingerprints belong to; unknown ones are not in the answer. */
  locate(fingerprints: readonly Fingerprint[]): Promise<Map<Fingerprint, Located>>;
  /** Which version an issuer's own id for a credential belongs to; undefined: none of ours. */
  locatePublicId(issuer: IssuerName, id: string): Promise<Located | undefined>;
  secretOwner(arn: string): Promise<KeyId | undefined>;
  /** What a sender of leak reports named lately; undefined: nothing yet. */
  tally(sender: string): Promise<Tally | undefined>;
  /** Keeps a tally if the one there still has the revision before it, or there is none for the first; false: somebody was first. */
  keepTally(tally: Tally): Promise<boolean>;
  /** What is due at or before `until`, oldest first, `limit` at most from each of the shards. Eventually consistent. */
  due(until: Instant, limit: number): AsyncIterable<DueItem>;
  /** Moves a due time on if it still is what was read; false: it is not. */
  postpone(move: DueMove): Promise<boolean>;
  /** Moves 100 due times at most, all of them or none; false: one of them no longer is what was read, is named twice, or somebody else is at it just now. */
  postponeAll(moves: readonly DueMove[]): Promise<boolean>;
  /** Notes what a probe saw, outside the chain, if the version is still revoked and still due as it was. */
  noteProbe(keyId: KeyId, versionId: VersionId, seen: { refusals: number; dueAt: Instant }): Promise<void>;
  /** Notes the health of a key of this issuer, outside the chain, if its look is still due as it was (`undefined`: not planned); false: it is not. */
  noteHealth(health: Health, issuer: IssuerName, was: Instant | undefined): Promise<boolean>;
  /** How far the recovery of an issuer is; undefined: none was ever begun. */
  issuerRecovery(issuer: IssuerName): Promise<IssuerRecovery | undefined>;
  /** What the last recovery found of a key; undefined: none looked at it. */
  keyRecovery(keyId: KeyId): Promise<KeyRecovery | undefined>;
  /** Notes it outside the chain, in the place of what was noted before. */
  noteRecovery(recovery: IssuerRecovery | KeyRecovery): Promise<void>;
  /** The entry was told: it is no longer due for publishing. */
  published(chain: ChainId, sequence: number): Promise<void>;
  keys(after?: string): Promise<Page<KeyHead>>;
  keysOf(owner: string, after?: string): Promise<Page<KeyHead>>;
  /** Incidents of all keys opened in a month, `2026-11`. */
  allIncidents(month: string, after?: string): Promise<Page<Incident>>;
  /** Incidents that wait for a person, the one opened first before the others. */
  heldIncidents(after?: string): Promise<Page<Incident>>;
}
