import type { Due } from '../model/ledger/due';
import type { ChainId, Entry } from '../model/ledger/entry';
import { firstInstallation } from '../model/ledger/first-installation';
import type { Fingerprint, IncidentId, IssuerName, KeyId, VersionId } from '../model/ids';
import { type Health, healthSchema } from '../model/foreign/health';
import type { Incident } from '../model/leaks/incident';
import type { Installation } from '../model/ledger/installation';
import type { Instant } from '../model/instant';
import type { KeyHead } from '../model/ledger/key-head';
import type { IssuerRecovery, KeyRecovery } from '../model/recovery/recovery';
import { RekeyError } from '../model/rekey-error';
import { type Tally, tallySchema } from '../model/leaks/tally';
import type { Attempt, Version } from '../model/ledger/version';
import { checkFollows, checkTransition } from '../ports/check-transition';
import type { Clock } from '../ports/clock';
import type { Ids } from '../ports/ids';
import type {
  DueItem,
  DueMove,
  InstallationTransition,
  Ledger,
  Located,
  Page,
  RecordOutcome,
  Transition,
} from '../ports/ledger';
import { frozen } from './frozen';
import type { Row } from './ledger-row';
import { MemoryTable } from './memory-table';
import { pageOf } from './page-of';
import { rowKindOf } from './row-kind-of';
import { entryRow, rowsOf } from './rows-of';

/**
 * The ledger in memory. What is written is checked against its schema; what is read is frozen, not copied. A transition is evaluated as one conditional transaction of DynamoDB is: every condition on the
 * state before it, and all of its writes or none (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html).
 */
export class MemoryLedger implements Ledger {
  readonly table = new MemoryTable();
  /** The table's own id; a restore changes it. */
  tableIdNow = 'memory';

  constructor(
    private readonly ports: { ids: Ids; clock: Clock },
    /** `checked` false: what is written is taken as its type says. @default true */
    private readonly options: { pageSize?: number; checked?: boolean } = {},
  ) {}

  async installation(): Promise<Installation> {
    if (this.table.installation === undefined) {
      const { ids, clock } = this.ports;
      const made = firstInstallation({ random: ids.random(), epoch: this.tableIdNow, at: clock.now() });
      this.table.installation = frozen(made.installation);
      this.table.put(entryRow(made.entry, false));
    }
    return this.table.installation;
  }

  /** Goes on with a backup in another table, as after a restore. */
  restore(backup: MemoryTable): void {
    this.table.restore(backup.copy());
    this.tableIdNow += '-restored';
  }

  async tableId(): Promise<string> {
    return this.tableIdNow;
  }

  async key(keyId: KeyId): Promise<KeyHead | undefined> {
    return this.head(keyId);
  }

  async heads(keyIds: readonly KeyId[]): Promise<Map<KeyId, KeyHead>> {
    const heads = keyIds.map((keyId) => [keyId, this.head(keyId)] as const);
    return new Map(heads.flatMap(([keyId, head]) => (head ? [[keyId, head]] : [])));
  }

  async version(keyId: KeyId, versionId: VersionId): Promise<Version | undefined> {
    return this.table.row('version', keyId, versionId)?.body as Version | undefined;
  }

  async versions(keyId: KeyId): Promise<Version[]> {
    return this.table.of('version', keyId).map(({ body }) => body as Version);
  }

  async versionsNamed(keyId: KeyId, start: string): Promise<Version[]> {
    return (await this.versions(keyId)).filter(({ versionId }) => versionId.startsWith(start));
  }

  async attempt(keyId: KeyId, versionId: VersionId): Promise<Attempt | undefined> {
    return this.table.row('attempt', keyId, versionId)?.body as Attempt | undefined;
  }

  async attempts(keyId: KeyId): Promise<Attempt[]> {
    return this.table.of('attempt', keyId).map(({ body }) => body as Attempt);
  }

  async incident(keyId: KeyId, incidentId: IncidentId): Promise<Incident | undefined> {
    return this.table.row('incident', keyId, incidentId)?.body as Incident | undefined;
  }

  async incidents(keyId: KeyId): Promise<Incident[]> {
    return this.table.of('incident', keyId).map(({ body }) => body as Incident);
  }

  async *entries(chain: ChainId, from = 1): AsyncIterable<Entry> {
    for (let sequence = from; ; sequence++) {
      const row = this.table.row('entry', chain, String(sequence));
      if (row === undefined) return;
      yield row.body as Entry;
    }
  }

  async record(transition: Transition): Promise<RecordOutcome> {
    checkTransition(transition);
    const { expected, head, entry, secretArn } = transition;
    const { keyId } = head;
    const present = this.head(keyId);
    const holds =
      expected === 'absent'
        ? present === undefined
        : present?.sequence === expected.sequence && (expected.fence === undefined || present.fence === expected.fence);
    if (!holds) {
      // The very transition stands already: it was written, and its answer was lost.
      return present?.headHash === entry.hash ? { kind: 'recorded' } : { kind: 'stale', head: present };
    }
    if (this.table.row('entry', keyId, String(entry.sequence))) {
      throw new RekeyError('corrupt', `entry ${entry.sequence} of ${keyId} exists, and its head does not say so`);
    }
    const owner = secretArn === undefined ? undefined : this.table.secrets.get(secretArn);
    if (owner !== undefined && owner !== keyId) return { kind: 'secret_taken', by: owner };
    this.write(transition);
    return { kind: 'recorded' };
  }

  async recordInstallation(
    transition: InstallationTransition,
  ): Promise<{ kind: 'recorded' } | { kind: 'stale'; installation: Installation } | { kind: 'done_before' }> {
    const { expectedSequence, installation, entry, once } = transition;
    checkFollows(expectedSequence, installation, entry);
    const present = await this.installation();
    if (present.headHash === entry.hash) return { kind: 'recorded' };
    if (once !== undefined && this.table.once.has(once)) return { kind: 'done_before' };
    if (present.sequence !== expectedSequence) return { kind: 'stale', installation: present };
    if (once !== undefined) this.table.once.add(once);
    this.table.installation = frozen(installation);
    this.table.put(entryRow(entry, transition.publish));
    return { kind: 'recorded' };
  }

  async locate(fingerprints: readonly Fingerprint[]): Promise<Map<Fingerprint, Located>> {
    const found = fingerprints.map((fingerprint) => [fingerprint, this.table.fingerprints.get(fingerprint)] as const);
    return new Map(found.flatMap(([fingerprint, located]) => (located ? [[fingerprint, { ...located }]] : [])));
  }

  async locatePublicId(issuer: IssuerName, id: string): Promise<Located | undefined> {
    const located = this.table.publicIds.get(`${issuer}#${id}`);
    return located && { ...located };
  }

  async secretOwner(arn: string): Promise<KeyId | undefined> {
    return this.table.secrets.get(arn);
  }

  async tally(sender: string): Promise<Tally | undefined> {
    return this.table.tallies.get(sender);
  }

  async keepTally(tally: Tally): Promise<boolean> {
    if ((this.table.tallies.get(tally.sender)?.revision ?? 0) !== tally.revision - 1) return false;
    this.table.tallies.set(tally.sender, frozen(tallySchema.parse(tally)));
    return true;
  }

  async *due(until: Instant, limit: number): AsyncIterable<DueItem> {
    for (const { chain, id, issuer, due } of this.table.dueRows(until, limit)) {
      yield { chain, id, ...due, ...(issuer === undefined ? {} : { issuer }) };
    }
  }

  postpone(move: DueMove): Promise<boolean> {
    return this.postponeAll([move]);
  }

  async postponeAll(moves: readonly DueMove[]): Promise<boolean> {
    const moved = moves.flatMap(({ item: { chain, id, kind, at }, until }) => {
      const row = this.table.row(rowKindOf({ chain, id, kind, at }), chain, id);
      return row?.due?.at === at && row.due.kind === kind ? [withDue(row, { at: until, kind })] : [];
    });
    const named = new Set(moves.map(({ item }) => `${item.chain}#${item.kind}#${item.id}`));
    if (moved.length < moves.length || named.size < moves.length) return false;
    for (const row of moved) this.table.put(row);
    return true;
  }

  async noteProbe(keyId: KeyId, versionId: VersionId, seen: { refusals: number; dueAt: Instant }): Promise<void> {
    const row = this.table.row('version', keyId, versionId);
    if (row?.body['state'] !== 'revoked' || row.due?.kind !== 'prove') return;
    const body = { ...row.body, refusals: seen.refusals };
    this.table.put(withDue({ ...row, body }, { at: seen.dueAt, kind: 'prove' }));
  }

  async health(keyId: KeyId): Promise<Health | undefined> {
    const row = this.table.row('health', keyId, '');
    return row?.body as unknown as Health | undefined;
  }

  async noteHealth(health: Health, issuer: IssuerName, was: Instant | undefined): Promise<boolean> {
    const { keyId, due } = health;
    if (this.table.row('health', keyId, '')?.due?.at !== was) return false;
    const body = frozen(healthSchema.parse(health));
    this.table.put({ kind: 'health', chain: keyId, id: '', body, issuer, due });
    return true;
  }

  async issuerRecovery(issuer: IssuerName): Promise<IssuerRecovery | undefined> {
    return this.table.recoveries.get(`issuer ${issuer}`) as IssuerRecovery | undefined;
  }

  async keyRecovery(keyId: KeyId): Promise<KeyRecovery | undefined> {
    return this.table.recoveries.get(`key ${keyId}`) as KeyRecovery | undefined;
  }

  async noteRecovery(recovery: IssuerRecovery | KeyRecovery): Promise<void> {
    const name = 'keyId' in recovery ? `key ${recovery.keyId}` : `issuer ${recovery.issuer}`;
    this.table.recoveries.set(name, frozen(recovery));
  }

  async published(chain: ChainId, sequence: number): Promise<void> {
    const row = this.table.row('entry', chain, String(sequence));
    if (row !== undefined) this.table.put({ ...row, due: undefined });
  }

  async keys(after?: string): Promise<Page<KeyHead>> {
    return pageOf(this.allHeads(), after, this.options.pageSize);
  }

  async keysOf(owner: string, after?: string): Promise<Page<KeyHead>> {
    return pageOf(
      this.allHeads().filter((head) => head.manifest.owner === owner),
      after,
      this.options.pageSize,
    );
  }

  async allIncidents(month: string, after?: string): Promise<Page<Incident>> {
    const all = this.table.of('incident').map(({ body }) => body as Incident);
    const ofMonth = all.filter((incident) => incident.openedAt.startsWith(month));
    ofMonth.sort(byOpening);
    return pageOf(ofMonth, after, this.options.pageSize);
  }

  async heldIncidents(after?: string): Promise<Page<Incident>> {
    const all = this.table.of('incident').map(({ body }) => body as Incident);
    const held = all.filter(({ state }) => state === 'held').toSorted(byOpening);
    return pageOf(held, after, this.options.pageSize);
  }

  private head(keyId: KeyId): KeyHead | undefined {
    return this.table.row('head', keyId, '')?.body as KeyHead | undefined;
  }

  private allHeads(): KeyHead[] {
    return this.table.of('head').map(({ body }) => body as KeyHead);
  }

  private write(transition: Transition): void {
    const { keyId } = transition.head;
    const { fingerprints = [], publicIds = [], secretArn, checkAt } = transition;
    for (const row of rowsOf(transition, this.table, this.options.checked !== false)) this.table.put(row);
    for (const versionId of transition.endedAttempts ?? []) this.table.remove('attempt', keyId, versionId);
    for (const { fingerprint, versionId } of fingerprints) {
      if (!this.table.fingerprints.has(fingerprint)) this.table.fingerprints.set(fingerprint, { keyId, versionId });
    }
    for (const { issuer, id, versionId } of publicIds) {
      const place = `${issuer}#${id}`;
      if (!this.table.publicIds.has(place)) this.table.publicIds.set(place, { keyId, versionId });
    }
    if (secretArn !== undefined) this.table.secrets.set(secretArn, keyId);
    if (checkAt !== undefined) this.planCheck(transition.head, checkAt);
  }

  private planCheck({ keyId, manifest }: KeyHead, at: Instant): void {
    const planned = this.table.row('health', keyId, '');
    if (planned?.due !== undefined) return;
    const due = { at, kind: 'check' as const };
    const body = frozen({ hindrances: [], ...planned?.body, keyId, due });
    this.table.put({ kind: 'health', chain: keyId, id: '', body, due, issuer: manifest.issuer });
  }
}

/** An entry's due time stands outside of what its hash covers. */
function withDue(row: Row, due: Due): Row {
  const body = row.kind === 'entry' ? row.body : { ...row.body, due };
  return { ...row, body: frozen(body, row.body), due };
}

function byOpening(a: Incident, b: Incident): number {
  return `${a.openedAt}#${a.incidentId}` < `${b.openedAt}#${b.incidentId}` ? -1 : 1;
}
