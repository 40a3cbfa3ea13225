import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CryptoIds } from '../../lib/aws/crypto-ids';
import { DynamoLedger } from '../../lib/aws/dynamo/dynamo-ledger';
import { type QueueUrls, SqsQueues } from '../../lib/aws/sqs/sqs-queues';
import { SystemClock } from '../../lib/aws/system-clock';
import type { World } from '../../lib/engine/world';
import { allIssuers } from './all-issuers';
import { environment } from './environment';
import { sdkClient } from './sdk-client';
import { sqsClient } from './sqs-client';
import { telemetry } from './telemetry';

/** What every function that knows the ledger has at hand. @param urls of the queues that it may send to; @default those of all issuers @throws RekeyError `misconfigured`, `unavailable` */
export async function ledgerWorld(urls?: QueueUrls): Promise<World> {
  const { REKEY_TABLE } = environment(['REKEY_TABLE']);
  const ports = { clock: new SystemClock(), ids: new CryptoIds() };
  const ledger = new DynamoLedger(sdkClient(DynamoDBClient), REKEY_TABLE, ports);
  const [installation, known] = await Promise.all([ledger.installation(), urls ?? allIssuers()]);
  const queues = new SqsQueues(sqsClient(), known);
  return { ...ports, ledger, queues, telemetry: telemetry(), installation };
}
