import { randomUUID } from 'node:crypto';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { CryptoIds, DynamoLedger, KmsFingerprints, SecretsManagerStore, SqsQueues, SystemClock } from '../../lib/aws';
import type { OperatorWorld, WorkerWorld } from '../../lib/engine/world';
import { adminMaterial } from '../../lib/issuers/admin-material';
import { cachedAdminCredential } from '../../lib/issuers/cached-admin-credential';
import { createIssuer } from '../../lib/issuers/create-issuer';
import type { Endpoint } from '../../lib/local/endpoint';
import { MemoryDiscoveries } from '../../lib/memory/memory-discoveries';
import { MemoryTelemetry } from '../../lib/memory/memory-telemetry';
import { TurnableClock } from '../../lib/memory/turnable-clock';
import { issuerNameSchema } from '../../lib/model/ids';
import { makeTable } from '../contract/make-table';
import { instantCatalogue } from '../issuers/instant-catalogue';
import type { InstantIssuer } from '../issuers/instant-issuer';
import { countedClients } from './counted-clients';
import { recordedQueues, type SentWork } from './recorded-queues';
import { type RequestCounter, requestCounter } from './request-counter';

/** A worker in this process, on the AWS adapters, whose requests are counted and whose time is turned. */
export interface RotationBench {
  worker: Omit<WorkerWorld, 'deadline'>;
  operator: OperatorWorld;
  instant: InstantIssuer;
  clock: TurnableClock;
  /** What was sent to the worker's queues and not yet taken. */
  sent: SentWork[];
  /** What keys ask for. */
  counter: RequestCounter;
  /** What the worker reads for itself, for all keys: the installation when it starts, the admin credential every five minutes at most. */
  ownCounter: RequestCounter;
  dispose(): Promise<void>;
}

/** Wires a worker to an endpoint and an issuer, as functions/wiring does; what it needs there is made under random names. */
export async function rotationBench(endpoint: Endpoint, instant: InstantIssuer): Promise<RotationBench> {
  const [counter, ownCounter] = [requestCounter(), requestCounter()];
  const clients = countedClients(endpoint, counter);
  const own = countedClients(endpoint, ownCounter);
  const made = await makeResources(clients, instant);
  const name = issuerNameSchema.parse('instant');
  const ports = { clock: new TurnableClock(new SystemClock().now(), { sleepsAdvance: true }), ids: new CryptoIds() };
  const secrets = new SecretsManagerStore(clients.secretsManager);
  const readAdmin = async () => {
    const stored = await new SecretsManagerStore(own.secretsManager).read(made.admin, { label: 'AWSCURRENT' });
    if (stored === undefined) throw new Error('the admin credential is gone');
    return adminMaterial(stored.value);
  };
  const issuer = createIssuer(
    { name, kind: 'instant', url: instant.url, catalogue: instantCatalogue },
    { clock: ports.clock, adminCredential: cachedAdminCredential(readAdmin, ports.clock) },
  );
  const lanes = { rotations: made.queue, containments: made.queue };
  const { queues, sent } = recordedQueues(new SqsQueues(clients.sqs, new Map([[name, lanes]])), ports.clock);
  const world = {
    ...ports,
    ledger: new DynamoLedger(clients.dynamo, made.table, ports),
    queues,
    telemetry: new MemoryTelemetry(),
    installation: await new DynamoLedger(own.dynamo, made.table, ports).installation(),
    discoveries: new MemoryDiscoveries(),
    discoverable: { prefixes: [], tags: {} },
  };
  return {
    worker: { ...world, issuer, secrets, fingerprints: new KmsFingerprints(clients.kms, made.macKey) },
    operator: {
      ...world,
      issuers: new Map([[name, issuer]]),
      describeSecret: (secret) => secrets.describe(secret),
      minimumIntervalSeconds: 1200,
      hasConfirmedChannel: () => Promise.resolve(true),
    },
    instant,
    clock: ports.clock,
    sent,
    counter,
    ownCounter,
    dispose: made.dropTable,
  };
}

async function makeResources(clients: ReturnType<typeof countedClients>, instant: InstantIssuer) {
  const { dynamo, kms, sqs, secretsManager } = clients;
  const unique = `bench-${randomUUID()}`;
  const admin = `rekey/admin/${unique}`;
  const dropTable = await makeTable(dynamo, unique);
  const macKey = await kms.send(new CreateKeyCommand({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }));
  const { QueueUrl: queue = '' } = await sqs.send(new CreateQueueCommand({ QueueName: unique }));
  await secretsManager.send(new CreateSecretCommand({ Name: admin, SecretString: instant.adminToken.reveal() }));
  return { table: unique, admin, queue, macKey: macKey.KeyMetadata?.KeyId ?? '', dropTable };
}
