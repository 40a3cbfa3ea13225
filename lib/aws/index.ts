/** The ports on AWS. SDK clients are handed in. */
export { readAdminCredential } from './admin-credential';
export { CryptoIds } from './crypto-ids';
export { DynamoDiscoveries } from './dynamo/dynamo-discoveries';
export { DynamoLedger } from './dynamo/dynamo-ledger';
export { EventBridgeBus } from './telling/event-bridge-bus';
export { KmsFingerprints } from './secrets/kms-fingerprints';
export { readStreamEntry } from './dynamo/read-stream-entry';
export { sdkSettings } from './sdk-settings';
export { SecretsManagerStore } from './secrets/secrets-manager-store';
export { type LetterAddress, SqsDeadLetters } from './sqs/sqs-dead-letters';
export { type QueueUrls, SqsQueues } from './sqs/sqs-queues';
export { type Received, SqsRedelivery } from './sqs/sqs-redelivery';
export { SqsReportQueue } from './sqs/sqs-report-queue';
export { SystemClock } from './system-clock';
export { TelemetryPowertools } from './telemetry-powertools';
