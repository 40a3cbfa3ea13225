import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { type Discovered, discoveredSchema } from '../../model/discovery/discovered';
import { type Discovery, discoveryIdSchema, discoverySchema } from '../../model/discovery/discovery';
import type { IssuerName } from '../../model/ids';
import { RekeyError } from '../../model/rekey-error';
import type { Discoveries } from '../../ports/discoveries';
import { DynamoTable } from './dynamo-table';
import { place } from './ledger-keys';
import { readItem } from './read-item';

const partSchema = z.object({ discoveryId: discoveryIdSchema, found: z.array(discoveredSchema) });

/** Discoveries in the ledger's table, apart from all chains. @throws RekeyError `unavailable`, `contended`, `corrupt` */
export class DynamoDiscoveries implements Discoveries {
  readonly #table: DynamoTable;

  constructor(client: DynamoDBClient, tableName: string) {
    this.#table = new DynamoTable(client, tableName);
  }

  async last(issuer: IssuerName): Promise<Discovery | undefined> {
    const item = await this.#table.get(place.discovery(issuer));
    return item && readItem(discoverySchema, item);
  }

  async part({ issuer, discoveryId }: Pick<Discovery, 'issuer' | 'discoveryId'>, part: number): Promise<Discovered[]> {
    const item = await this.#table.get(place.discoveryPart(issuer, part));
    const held = item && readItem(partSchema, item);
    return held?.discoveryId === discoveryId ? held.found : [];
  }

  async save(
    discovery: Discovery,
    parts: readonly { part: number; found: readonly Discovered[] }[] = [],
  ): Promise<boolean> {
    const { issuer, discoveryId, revision } = discovery;
    const first = revision === 1;
    const written = await this.#table.write([
      {
        Put: {
          TableName: this.#table.name,
          Item: { ...place.discovery(issuer), ...discovery },
          ...(first
            ? { ConditionExpression: 'attribute_not_exists(pk)' }
            : {
                ConditionExpression: '#revision = :before',
                ExpressionAttributeNames: { '#revision': 'revision' },
                ExpressionAttributeValues: { ':before': revision - 1 },
              }),
        },
      },
      ...parts.map(({ part, found }) => ({
        Put: { TableName: this.#table.name, Item: { ...place.discoveryPart(issuer, part), discoveryId, found } },
      })),
    ]);
    if (written.kind === 'written') return true;
    if (written.kind === 'conditions') return false;
    throw new RekeyError('contended', `another write to the discovery of ${issuer} is under way: try again`);
  }
}
