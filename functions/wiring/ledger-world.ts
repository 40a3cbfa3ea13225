import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CryptoIds } from '../../lib/aws/crypto-ids';
import { DynamoLedger } from '../../lib/aws/dynamo-ledger';
import { SqsQueues } from '../../lib/aws/sqs-queues';
import { SystemClock } from '../../lib/aws/system-clock';
import type { World } from '../../lib/engine/world';
import { environment } from './environment';
import { sdkClient } from './sdk-client';
import { sqsClient } from './sqs-client';
import { telemetry } from './telemetry';

/** What every function that knows the ledger has at hand, from its environment. @throws RekeyError `misconfigured` */
export async function ledgerWorld(): Promise<World> {
  const { REKEY_TABLE, REKEY_QUEUES } = environment(['REKEY_TABLE', 'REKEY_QUEUES']);
  const ports = { clock: new SystemClock(), ids: new CryptoIds() };
  const ledger = new DynamoLedger(sdkClient(DynamoDBClient), REKEY_TABLE, ports);
  const queues = new SqsQueues(sqsClient(), REKEY_QUEUES);
  return { ...ports, ledger, queues, telemetry: telemetry(), installation: await ledger.installation() };
}
