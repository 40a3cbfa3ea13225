import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { sdkSettings } from '../../lib/aws';
import type { Endpoint } from '../../lib/local/endpoint';
import type { RequestCounter } from './request-counter';

/** Clients with a worker's settings, each of whose requests is counted. */
export function countedClients(
  { url, region, credentials }: Pick<Endpoint, 'url' | 'region' | 'credentials'>,
  { middleware }: RequestCounter,
) {
  const settings = { ...sdkSettings, endpoint: url, region, credentials };
  const clients = {
    dynamo: new DynamoDBClient(settings),
    secretsManager: new SecretsManagerClient(settings),
    kms: new KMSClient(settings),
    sqs: new SQSClient(settings),
  };
  // The last step, behind the SDK's retries: each try is a request.
  const last = { step: 'deserialize', name: 'rekeyRequestCounter' } as const;
  clients.dynamo.middlewareStack.add(middleware, last);
  clients.secretsManager.middlewareStack.add(middleware, last);
  clients.kms.middlewareStack.add(middleware, last);
  clients.sqs.middlewareStack.add(middleware, last);
  return clients;
}
