/** The ports on AWS. SDK clients are handed in. */
export { readAdminCredential } from './admin-credential';
export { CryptoIds } from './crypto-ids';
export { DynamoDiscoveries } from './dynamo-discoveries';
export { DynamoLedger } from './dynamo-ledger';
export { EventBridgeBus } from './event-bridge-bus';
export { KmsFingerprints } from './kms-fingerprints';
export { readStreamEntry } from './read-stream-entry';
export { sdkSettings } from './sdk-settings';
export { SecretsManagerStore } from './secrets-manager-store';
export { type LetterAddress, SqsDeadLetters } from './sqs-dead-letters';
export { type QueueUrls, SqsQueues } from './sqs-queues';
export { type Received, SqsRedelivery } from './sqs-redelivery';
export { SqsReportQueue } from './sqs-report-queue';
export { SystemClock } from './system-clock';
export { TelemetryPowertools } from './telemetry-powertools';
