import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type ChainId, type Entry, entrySchema } from '../../model/ledger/entry';
import {
  type Fingerprint,
  type IncidentId,
  type IssuerName,
  type KeyId,
  keyIdSchema,
  type VersionId,
  versionIdSchema,
} from '../../model/ids';
import { type Health, healthSchema } from '../../model/foreign/health';
import { type Incident, incidentSchema } from '../../model/leaks/incident';
import type { Installation } from '../../model/ledger/installation';
import type { Instant } from '../../model/instant';
import { type KeyHead, keyHeadSchema } from '../../model/ledger/key-head';
import type { IssuerRecovery, KeyRecovery } from '../../model/recovery/recovery';
import { RekeyError } from '../../model/rekey-error';
import { type Tally, tallySchema } from '../../model/leaks/tally';
import { type Attempt, attemptSchema, type Version, versionSchema } from '../../model/ledger/version';
import { checkTransition } from '../../ports/check-transition';
import type { Clock } from '../../ports/clock';
import type { Ids } from '../../ports/ids';
import type {
  DueItem,
  DueMove,
  InstallationTransition,
  Ledger,
  Located,
  Page,
  RecordOutcome,
  Transition,
} from '../../ports/ledger';
import { DynamoInstallation } from './dynamo-installation';
import { DynamoListings } from './dynamo-listings';
import { DynamoRecoveries } from './dynamo-recoveries';
import { DynamoTable, type Query } from './dynamo-table';
import { healthUpdate } from './health-update';
import { dueMove } from './due-move';
import { dueSk, entrySk, place } from './ledger-keys';
import { readItem } from './read-item';
import { readOutcome } from './read-outcome';
import { transitionItems } from './transition-items';

/** How often a transaction that met another one is sent again before the caller hears of it. */
const conflictTries = 3;

/** The ledger in one DynamoDB table; its access patterns are listed in docs/ledger.md. @throws RekeyError `unavailable`, `contended`, `corrupt` */
export class DynamoLedger implements Ledger {
  readonly #table: DynamoTable;
  readonly #listings: DynamoListings;
  readonly #installation: DynamoInstallation;
  readonly #recoveries: DynamoRecoveries;

  constructor(
    client: DynamoDBClient,
    tableName: string,
    ports: { ids: Ids; clock: Clock },
    options: { pageSize?: number } = {},
  ) {
    this.#table = new DynamoTable(client, tableName);
    this.#listings = new DynamoListings(this.#table, options.pageSize ?? 100);
    this.#installation = new DynamoInstallation(client, this.#table, ports);
    this.#recoveries = new DynamoRecoveries(this.#table);
  }

  installation(): Promise<Installation> {
    return this.#installation.get();
  }

  tableId(): Promise<string> {
    return this.#installation.tableId();
  }

  async key(keyId: KeyId): Promise<KeyHead | undefined> {
    const item = await this.#table.get(place.head(keyId));
    return item && readItem(keyHeadSchema, item);
  }

  async heads(keyIds: readonly KeyId[]): Promise<Map<KeyId, KeyHead>> {
    const items = await this.#table.getMany([...new Set(keyIds)].map((keyId) => place.head(keyId)));
    const heads = items.map((item) => readItem(keyHeadSchema, item));
    return new Map(heads.map((head) => [head.keyId, head]));
  }

  async version(keyId: KeyId, versionId: VersionId): Promise<Version | undefined> {
    const item = await this.#table.get(place.version(keyId, versionId));
    return item && readItem(versionSchema, item);
  }

  async versions(keyId: KeyId): Promise<Version[]> {
    const items = await this.#table.list(below(keyId, 'VERSION#'));
    return items.map((item) => readItem(versionSchema, item));
  }

  async versionsNamed(keyId: KeyId, start: string): Promise<Version[]> {
    const items = await this.#table.list(below(keyId, `VERSION#${start}`));
    return items.map((item) => readItem(versionSchema, item));
  }

  async attempt(keyId: KeyId, versionId: VersionId): Promise<Attempt | undefined> {
    const item = await this.#table.get(place.attempt(keyId, versionId));
    return item && readItem(attemptSchema, item);
  }

  async attempts(keyId: KeyId): Promise<Attempt[]> {
    const items = await this.#table.list(below(keyId, 'ATTEMPT#'));
    return items.map((item) => readItem(attemptSchema, item));
  }

  async incident(keyId: KeyId, incidentId: IncidentId): Promise<Incident | undefined> {
    const item = await this.#table.get(place.incident(keyId, incidentId));
    return item && readItem(incidentSchema, item);
  }

  async incidents(keyId: KeyId): Promise<Incident[]> {
    const items = await this.#table.list(below(keyId, 'INCIDENT#'));
    return items.map((item) => readItem(incidentSchema, item));
  }

  async *entries(chain: ChainId, from = 1): AsyncIterable<Entry> {
    const query = {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': place.chain(chain), ':from': entrySk(from), ':to': 'ENTRY#999999999999' },
      ConsistentRead: true,
    };
    for await (const item of this.#table.all(query)) yield readItem(entrySchema, item);
  }

  async record(transition: Transition): Promise<RecordOutcome> {
    checkTransition(transition);
    const { head, entry, expected } = transition;
    const items = transitionItems(this.#table.name, transition);
    for (let round = 1; round <= conflictTries; round++) {
      const written = await this.#table.write(items);
      if (written.kind === 'written') return { kind: 'recorded' };
      if (written.kind === 'conditions') return readOutcome(transition, written.failed);
      // A conflict says nothing of the outcome of the other transaction: the head does.
      const present = await this.key(head.keyId);
      if (present?.headHash === entry.hash) return { kind: 'recorded' };
      if (present?.sequence !== (expected === 'absent' ? undefined : expected.sequence)) {
        return { kind: 'stale', head: present };
      }
    }
    throw new RekeyError('contended', `another write to key ${head.keyId} is under way: try again`);
  }

  recordInstallation(
    transition: InstallationTransition,
  ): Promise<{ kind: 'recorded' } | { kind: 'stale'; installation: Installation } | { kind: 'done_before' }> {
    return this.#installation.record(transition);
  }

  async locate(fingerprints: readonly Fingerprint[]): Promise<Map<Fingerprint, Located>> {
    const found = new Map<Fingerprint, Located>();
    const byPk = new Map(fingerprints.map((fingerprint) => [place.fingerprint(fingerprint).pk, fingerprint]));
    const keys = [...byPk.keys()].map((pk) => ({ pk, sk: 'FP' }));
    for (const item of await this.#table.getMany(keys)) {
      const fingerprint = byPk.get(String(item['pk']));
      if (fingerprint !== undefined) found.set(fingerprint, locatedIn(item));
    }
    return found;
  }

  async locatePublicId(issuer: IssuerName, id: string): Promise<Located | undefined> {
    const item = await this.#table.get(place.publicId(issuer, id));
    return item && locatedIn(item);
  }

  async secretOwner(arn: string): Promise<KeyId | undefined> {
    const item = await this.#table.get(place.secret(arn));
    return item && keyIdSchema.parse(item['keyId']);
  }

  async tally(sender: string): Promise<Tally | undefined> {
    const item = await this.#table.get(place.tally(sender));
    return item && readItem(tallySchema, item);
  }

  async keepTally({ sender, revision, keys, parted }: Tally): Promise<boolean> {
    const isFirst = 'attribute_not_exists(pk)';
    const isNext = 'revision = :before';
    return this.#table.update({
      Key: place.tally(sender),
      ConditionExpression: revision === 1 ? isFirst : isNext,
      UpdateExpression: 'SET sender = :sender, revision = :revision, #keys = :keys, parted = :parted',
      ExpressionAttributeNames: { '#keys': 'keys' },
      ExpressionAttributeValues: {
        ':sender': sender,
        ':revision': revision,
        ':keys': keys,
        ':parted': parted ?? [],
        ...(revision === 1 ? {} : { ':before': revision - 1 }),
      },
    });
  }

  due(until: Instant, limit: number): AsyncIterable<DueItem> {
    return this.#listings.due(until, limit);
  }

  postpone(move: DueMove): Promise<boolean> {
    return this.#table.update(dueMove(move));
  }

  async postponeAll(moves: readonly DueMove[]): Promise<boolean> {
    const updates = moves.map(dueMove);
    // A transaction takes each item once; the index, which is eventually consistent, can name one twice.
    if (new Set(updates.map(({ Key }) => JSON.stringify(Key))).size < moves.length) return false;
    const actions = updates.map((update) => ({ Update: { TableName: this.#table.name, ...update } }));
    return (await this.#table.write(actions, { asTransition: false })).kind === 'written';
  }

  async noteProbe(keyId: KeyId, versionId: VersionId, seen: { refusals: number; dueAt: Instant }): Promise<void> {
    const isRevoked = '#state = :revoked';
    const isStillProved = '#due.#kind = :prove';
    await this.#table.update({
      Key: place.version(keyId, versionId),
      ConditionExpression: `${isRevoked} AND ${isStillProved}`,
      UpdateExpression: 'SET refusals = :refusals, #due.#at = :dueAt, dueSk = :dueSk',
      ExpressionAttributeNames: { '#state': 'state', '#due': 'due', '#kind': 'kind', '#at': 'at' },
      ExpressionAttributeValues: {
        ':revoked': 'revoked',
        ':prove': 'prove',
        ':refusals': seen.refusals,
        ':dueAt': seen.dueAt,
        ':dueSk': dueSk(seen.dueAt, 'prove', versionId),
      },
    });
  }

  async health(keyId: KeyId): Promise<Health | undefined> {
    const item = await this.#table.get(place.health(keyId));
    return item && readItem(healthSchema, item);
  }

  async noteHealth(health: Health, issuer: IssuerName, was: Instant | undefined): Promise<boolean> {
    return this.#table.update(healthUpdate(health, issuer, was));
  }

  issuerRecovery(issuer: IssuerName): Promise<IssuerRecovery | undefined> {
    return this.#recoveries.ofIssuer(issuer);
  }

  keyRecovery(keyId: KeyId): Promise<KeyRecovery | undefined> {
    return this.#recoveries.ofKey(keyId);
  }

  noteRecovery(recovery: IssuerRecovery | KeyRecovery): Promise<void> {
    return this.#recoveries.note(recovery);
  }

  async published(chain: ChainId, sequence: number): Promise<void> {
    await this.#table.update({
      Key: place.entry(chain, sequence),
      ConditionExpression: 'attribute_exists(pk)',
      UpdateExpression: 'REMOVE duePk, dueSk',
    });
  }

  keys(after?: string): Promise<Page<KeyHead>> {
    return this.#listings.keys(after);
  }

  keysOf(owner: string, after?: string): Promise<Page<KeyHead>> {
    return this.#listings.keysOf(owner, after);
  }

  allIncidents(month: string, after?: string): Promise<Page<Incident>> {
    return this.#listings.allIncidents(month, after);
  }

  heldIncidents(after?: string): Promise<Page<Incident>> {
    return this.#listings.heldIncidents(after);
  }
}

function locatedIn(item: Record<string, unknown>): Located {
  return { keyId: keyIdSchema.parse(item['keyId']), versionId: versionIdSchema.parse(item['versionId']) };
}

function below(keyId: KeyId, prefix: string): Query {
  return {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': place.chain(keyId), ':prefix': prefix },
    ConsistentRead: true,
  };
}
