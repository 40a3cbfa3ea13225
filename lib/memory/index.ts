/** The ports in memory, true to AWS's documentation. */
export { MemoryDeadLetters } from './memory-dead-letters';
export { MemoryDiscoveries } from './memory-discoveries';
export { MemoryEventBus } from './memory-event-bus';
export { MemoryFingerprints } from './memory-fingerprints';
export { MemoryLedger } from './memory-ledger';
export { MemoryQueues, type QueuedWork } from './memory-queues';
export { MemoryReportQueue } from './memory-report-queue';
export { MemorySecretStore } from './memory-secret-store';
export { MemorySecretsManager } from './memory-secrets-manager';
export { MemoryTelemetry } from './memory-telemetry';
export { SeededIds } from './seeded-ids';
export { TurnableClock } from './turnable-clock';
