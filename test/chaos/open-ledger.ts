import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Stage } from '../../demo/stage';
import { CryptoIds, DynamoLedger, SystemClock } from '../../lib/aws';

/** The ledger of a deployed installation, past the API, as an administrator of the account can open it. */
export function openLedger({ endpoint, outputs }: Pick<Stage, 'endpoint' | 'outputs'>): DynamoLedger {
  const { url, region, credentials } = endpoint;
  const client = new DynamoDBClient({ endpoint: url, region, credentials });
  return new DynamoLedger(client, outputs['TableName'] ?? '', { ids: new CryptoIds(), clock: new SystemClock() });
}
