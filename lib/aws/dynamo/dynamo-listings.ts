import type { z } from 'zod';
import { dueShards } from '../../model/ledger/due-shard';
import { type Incident, incidentSchema } from '../../model/leaks/incident';
import type { Instant } from '../../model/instant';
import { type KeyHead, keyHeadSchema } from '../../model/ledger/key-head';
import type { DueItem, Page } from '../../ports/ledger';
import type { DynamoTable } from './dynamo-table';
import { mergeInOrder } from './merge-in-order';
import { allIncidentsPk, allKeysPk, heldIncidentsPk } from './ledger-items';
import { duePk, keyShards, readDueItem } from './ledger-keys';
import { readCursor, writeCursor } from './page-cursor';
import { readItem } from './read-item';

/** Items of one page of the index `due`: what of it is held in memory at a time, for each shard. */
const duePage = 250;

/** What is read from the indexes: eventually consistent, as a global secondary index always is. */
export class DynamoListings {
  constructor(
    private readonly table: DynamoTable,
    private readonly pageSize: number,
  ) {}

  /** See `Ledger.due`. */
  due(until: Instant, limit: number): AsyncGenerator<DueItem> {
    const shards = Array.from({ length: dueShards }, (_, shard) => this.dueOf(shard, until, limit));
    return mergeInOrder(shards, orderOf);
  }

  /** See `Ledger.keys`. */
  async keys(after?: string): Promise<Page<KeyHead>> {
    return this.listing(keyHeadSchema, { index: 'all', pk: 'allPk', values: shardsOf(keyShards, allKeysPk) }, after);
  }

  /** See `Ledger.keysOf`. */
  async keysOf(owner: string, after?: string): Promise<Page<KeyHead>> {
    return this.listing(keyHeadSchema, { index: 'owner', pk: 'ownerPk', values: [`OWNER#${owner}`] }, after);
  }

  /** See `Ledger.allIncidents`. */
  async allIncidents(month: string, after?: string): Promise<Page<Incident>> {
    return this.listing(incidentSchema, { index: 'all', pk: 'allPk', values: [allIncidentsPk(month)] }, after);
  }

  /** See `Ledger.heldIncidents`. */
  async heldIncidents(after?: string): Promise<Page<Incident>> {
    return this.listing(incidentSchema, { index: 'owner', pk: 'ownerPk', values: [heldIncidentsPk] }, after);
  }

  private async *dueOf(shard: number, until: Instant, limit: number): AsyncGenerator<DueItem> {
    const query = {
      IndexName: 'due',
      // `~` comes after `#`: everything of that very moment is included.
      KeyConditionExpression: 'duePk = :pk AND dueSk < :until',
      ExpressionAttributeValues: { ':pk': duePk(shard), ':until': `${until}~` },
      Limit: Math.min(limit, duePage),
    };
    let left = limit;
    for await (const item of this.table.all(query)) {
      yield readDueItem(item);
      left -= 1;
      if (left === 0) return;
    }
  }

  private async listing<S extends z.ZodType>(
    schema: S,
    of: { index: string; pk: string; values: readonly string[] },
    after: string | undefined,
  ): Promise<Page<z.output<S>>> {
    let { shard, start } = readCursor(after);
    const items: z.output<S>[] = [];
    for (; shard < of.values.length && items.length < this.pageSize; shard++) {
      const page = await this.table.page({
        IndexName: of.index,
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': of.pk },
        ExpressionAttributeValues: { ':pk': of.values[shard] },
        Limit: this.pageSize - items.length,
        ...(start ? { ExclusiveStartKey: start } : {}),
      });
      items.push(...page.items.map((item) => readItem(schema, item)));
      start = undefined;
      if (page.next) return { items, next: writeCursor({ shard, start: page.next as Record<string, string> }) };
    }
    return shard < of.values.length ? { items, next: writeCursor({ shard }) } : { items };
  }
}

function shardsOf(count: number, name: (shard: number) => string): string[] {
  return Array.from({ length: count }, (_, shard) => name(shard));
}

function orderOf(item: DueItem): string {
  return `${item.at}#${item.kind}#${item.id}`;
}
