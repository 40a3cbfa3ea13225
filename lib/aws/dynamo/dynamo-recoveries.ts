import type { IssuerName, KeyId } from '../../model/ids';
import {
  type IssuerRecovery,
  issuerRecoverySchema,
  type KeyRecovery,
  keyRecoverySchema,
} from '../../model/recovery/recovery';
import type { DynamoTable } from './dynamo-table';
import { place } from './ledger-keys';
import { readItem } from './read-item';

/** What a recovery of the ledger saw: items outside every chain, each replaced by the next look. */
export class DynamoRecoveries {
  constructor(private readonly table: DynamoTable) {}

  async ofIssuer(issuer: IssuerName): Promise<IssuerRecovery | undefined> {
    const item = await this.table.get(place.issuerRecovery(issuer));
    return item && readItem(issuerRecoverySchema, item);
  }

  async ofKey(keyId: KeyId): Promise<KeyRecovery | undefined> {
    const item = await this.table.get(place.keyRecovery(keyId));
    return item && readItem(keyRecoverySchema, item);
  }

  async note(recovery: IssuerRecovery | KeyRecovery): Promise<void> {
    const at = 'keyId' in recovery ? place.keyRecovery(recovery.keyId) : place.issuerRecovery(recovery.issuer);
    await this.table.write([{ Put: { TableName: this.table.name, Item: { ...recovery, ...at } } }]);
  }
}
