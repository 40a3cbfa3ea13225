import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { randomUUID } from 'node:crypto';
import {
  CryptoIds,
  DynamoDiscoveries,
  DynamoLedger,
  EventBridgeBus,
  KmsFingerprints,
  SecretsManagerStore,
  SystemClock,
  sdkSettings,
} from '../../lib/aws';
import { startEndpoint } from '../../lib/local/endpoint';
import { awsOutsider } from './aws-outsider';
import { makeTable } from './make-table';
import type { Subject } from './subject';

/** The AWS adapters at the endpoint that `AWS_ENDPOINT_URL` names, or at one of our own. */
export async function awsSubject(): Promise<Subject> {
  const endpoint = await startEndpoint({ progress: (what) => process.stderr.write(`${what}\n`) });
  const settings = {
    ...sdkSettings,
    endpoint: endpoint.url,
    region: endpoint.region,
    credentials: endpoint.credentials,
  };
  const dynamo = new DynamoDBClient(settings);
  const secretsManager = new SecretsManagerClient(settings);
  const kms = new KMSClient(settings);
  const table = `contract-${randomUUID()}`;
  const dropTable = await makeTable(dynamo, table);
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }),
  );
  const ports = { ids: new CryptoIds(), clock: new SystemClock() };
  return {
    kind: endpoint.kind,
    name: `aws on ${endpoint.kind} ${endpoint.version}`,
    ledger: new DynamoLedger(dynamo, table, ports, { pageSize: 3 }),
    otherLedger: new DynamoLedger(new DynamoDBClient(settings), table, ports),
    discoveries: new DynamoDiscoveries(dynamo, table),
    secrets: new SecretsManagerStore(secretsManager),
    outsider: awsOutsider(secretsManager),
    fingerprints: new KmsFingerprints(kms, KeyMetadata?.KeyId ?? ''),
    bus: new EventBridgeBus(new EventBridgeClient(settings), 'default'),
    fresh: () => randomUUID(),
    dispose: async () => {
      await dropTable();
      await endpoint.stop();
    },
  };
}
