import { randomBytes, randomUUID } from 'node:crypto';
import {
  MemoryDiscoveries,
  MemoryEventBus,
  MemoryFingerprints,
  MemoryLedger,
  MemorySecretsManager,
  MemorySecretStore,
  SeededIds,
  TurnableClock,
} from '../../lib/memory';
import type { Instant } from '../../lib/model/instant';
import type { Answer } from './outsider';
import type { Subject } from './subject';

/** The ports in memory. */
export async function memorySubject(): Promise<Subject> {
  const clock = new TurnableClock('2026-11-23T12:00:00.000Z' as Instant);
  const service = new MemorySecretsManager(clock);
  const ledger = new MemoryLedger({ ids: new SeededIds('contract'), clock }, { pageSize: 3 });
  return {
    kind: 'memory',
    name: 'memory',
    ledger,
    otherLedger: ledger,
    discoveries: new MemoryDiscoveries(),
    secrets: new MemorySecretStore(service),
    outsider: {
      create: async (name, token, value) => answer(() => service.createSecret({ name, token, value, tags: {} })),
      put: async (secretId, token, value, labels) =>
        answer(() => {
          service.putSecretValue({ secretId, token, value, labels });
          return true as const;
        }),
      move: async (secretId, label, { to, from }) =>
        answer(() => {
          service.updateSecretVersionStage({ secretId, label, moveTo: to, removeFrom: from });
          return true as const;
        }),
      get: async (secretId, which = {}) => answer(() => service.getSecretValue({ secretId, ...which })),
      labels: async (secretId) => service.describeSecret(secretId).versions,
      remove: async (secretId) => service.deleteSecret(secretId),
    },
    fingerprints: new MemoryFingerprints(randomBytes(32)),
    bus: new MemoryEventBus(),
    fresh: () => randomUUID(),
    dispose: async () => undefined,
  };
}

function answer<T>(call: () => T): Answer<T> {
  try {
    return { ok: call() };
  } catch (error) {
    return { refused: (error as Error).name };
  }
}
