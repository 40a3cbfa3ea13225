import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { createHash } from 'node:crypto';
import { inGroups } from '../../model/in-groups';
import { RekeyError } from '../../model/rekey-error';
import type { ItemKey } from './ledger-keys';
import { type Cancellation, readCancellation } from './read-cancellation';
import type { TransactItem } from './transition-items';
import { errorName, translateError } from '../translate-error';

/** Query parameters but the table's name. */
export type Query = Omit<QueryCommandInput, 'TableName'>;

type Row = Record<string, unknown>;

/** Quotas of https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html, in bytes; JSON is at least as long as the item's own form but for keys of numbers. */
const largest = { item: 400 * 1024, transaction: 4 * 1024 * 1024 };

/** Keys of one BatchGetItem. */
const batch = 100;

/** One table: plain objects in and out, errors translated, pages and unprocessed keys followed. */
export class DynamoTable {
  readonly #documents: DynamoDBDocumentClient;

  constructor(
    client: DynamoDBClient,
    readonly name: string,
  ) {
    this.#documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  }

  /** One item, strongly consistent. */
  async get(key: ItemKey): Promise<Row | undefined> {
    const command = new GetCommand({ TableName: this.name, Key: key, ConsistentRead: true });
    return (await this.send('reading the ledger', () => this.#documents.send(command))).Item;
  }

  /** The items of different keys, strongly consistent, in no order: a request for each hundred. */
  async getMany(keys: readonly ItemKey[]): Promise<Row[]> {
    const items: Row[] = [];
    for (const some of inGroups(keys, batch)) items.push(...(await this.getBatch(some)));
    return items;
  }

  private async getBatch(keys: readonly ItemKey[]): Promise<Row[]> {
    const items: Row[] = [];
    let left: Row[] = keys.map((key) => ({ ...key }));
    while (left.length > 0) {
      const RequestItems = { [this.name]: { Keys: left, ConsistentRead: true } };
      const answer = await this.send('looking up in the ledger', () =>
        this.#documents.send(new BatchGetCommand({ RequestItems })),
      );
      items.push(...(answer.Responses?.[this.name] ?? []));
      const next = answer.UnprocessedKeys?.[this.name]?.Keys ?? [];
      // An answer that processed nothing is a throttle: going on at once would only feed it.
      if (next.length === left.length) throw new RekeyError('unavailable', 'the ledger is throttled: try again');
      left = next;
    }
    return items;
  }

  /** One page of a query; `next` is where the one after starts. */
  async page(query: Query): Promise<{ items: Row[]; next: Row | undefined }> {
    const command = new QueryCommand({ ...query, TableName: this.name });
    const answer = await this.send('querying the ledger', () => this.#documents.send(command));
    return { items: answer.Items ?? [], next: answer.LastEvaluatedKey };
  }

  /** All items of a query, in its order, page after page (a page ends at 1 MB). */
  async *all(query: Query): AsyncGenerator<Row> {
    let start: Row | undefined;
    do {
      const { items, next } = await this.page(start ? { ...query, ExclusiveStartKey: start } : query);
      yield* items;
      start = next;
    } while (start);
  }

  /** The same, collected. */
  async list(query: Query): Promise<Row[]> {
    const items: Row[] = [];
    for await (const item of this.all(query)) items.push(item);
    return items;
  }

  /** Updates one item; false: its condition does not hold. */
  async update(update: Omit<UpdateCommandInput, 'TableName'>): Promise<boolean> {
    try {
      await this.#documents.send(new UpdateCommand({ ...update, TableName: this.name }));
      return true;
    } catch (error) {
      if (errorName(error) === 'ConditionalCheckFailedException') return false;
      throw translateError(error, 'updating the ledger');
    }
  }

  /** Writes all or nothing; the answer says why nothing was. @throws RekeyError `refused` for what is too large */
  async write(
    items: TransactItem[],
    { asTransition = true }: { asTransition?: boolean } = {},
  ): Promise<{ kind: 'written' } | Cancellation> {
    const sizes = items.map((item) => Buffer.byteLength(JSON.stringify(item)));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    if (Math.max(...sizes) > largest.item || total > largest.transaction) {
      throw new RekeyError(
        'refused',
        `a transition of ${total} bytes is too large for the ledger: shorten the manifest`,
      );
    }
    // The same transition gets the same token, so that whoever repeats it is answered with success. Of others each is one of its own, whose token the SDK makes.
    const token = asTransition
      ? createHash('sha256').update(JSON.stringify(items)).digest('hex').slice(0, 36)
      : undefined;
    try {
      await this.#documents.send(new TransactWriteCommand({ TransactItems: items, ClientRequestToken: token }));
      return { kind: 'written' };
    } catch (error) {
      const cancellation = readCancellation(error);
      if (cancellation) return cancellation;
      throw translateError(error, 'writing the ledger');
    }
  }

  private async send<T>(what: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw translateError(error, what);
    }
  }
}
