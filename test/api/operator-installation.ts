import { readLetter } from '../../functions/wiring/read-letter';
import type { RedriveWorld } from '../../lib/engine/redrive/redrive-world';
import type { OperatorWorld } from '../../lib/engine/world';
import {
  MemoryDeadLetters,
  MemoryDiscoveries,
  MemoryLedger,
  MemoryQueues,
  MemoryTelemetry,
  SeededIds,
  TurnableClock,
} from '../../lib/memory';
import { deadLetterQueueSchema } from '../../lib/model/work/dead-letter-queue';
import { issuerNameSchema } from '../../lib/model/ids';
import { instantSchema } from '../../lib/model/instant';
import type { IssuerProfile } from '../../lib/ports';

/** Ports in memory behind an operator API, with one issuer called `unleash`. */
export interface OperatorInstallation {
  world: OperatorWorld & RedriveWorld;
  clock: TurnableClock;
  ledger: MemoryLedger;
  queues: MemoryQueues;
  deadLetters: MemoryDeadLetters;
  telemetry: MemoryTelemetry;
}

/** A fresh installation; `pageSize` keys a page. */
export async function operatorInstallation(pageSize = 100): Promise<OperatorInstallation> {
  const clock = new TurnableClock(instantSchema.parse('2026-11-23T12:00:00.000Z'));
  const ids = new SeededIds('operator');
  const ledger = new MemoryLedger({ ids, clock }, { pageSize });
  const queues = new MemoryQueues(clock);
  const telemetry = new MemoryTelemetry();
  const installation = await ledger.installation();
  const deadLetters = new MemoryDeadLetters(clock, letterQueues);
  const world: OperatorWorld & RedriveWorld = {
    ledger,
    queues,
    clock,
    ids,
    telemetry,
    installation,
    issuers: new Map([[profile.name, profile]]),
    discoveries: new MemoryDiscoveries(),
    describeSecret: async () => undefined,
    minimumIntervalSeconds: 1200,
    deadLetters,
    readLetter,
    hasConfirmedChannel: async (owner) => owner === 'ana@example.com',
  };
  return { world, clock, ledger, queues, deadLetters, telemetry };
}

/** A declaration that is right, with some fields exchanged; undefined takes one away. */
export function declaration(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify({
      owner: 'ana@example.com',
      purpose: 'checkout reads its feature flags',
      issuer: 'unleash',
      secret: { name: 'shop/checkout-flags', field: 'token' },
      grant: [{ allow: { type: 'client', project: 'default' }, because: 'reads flags at start' }],
      consumers: [{ name: 'checkout-service', refresh: '5m' }],
      maxAge: '30d',
      overlap: '25h',
      expiry: 'revoke',
      ...changes,
    }),
  ) as Record<string, unknown>;
}

const letterQueues = ['rotations.unleash', 'containments.unleash', 'reports', 'messages', 'sweep', 'stream'].map(
  (name) => deadLetterQueueSchema.parse(name),
);

const profile: IssuerProfile = {
  name: issuerNameSchema.parse('unleash'),
  kind: 'unleash',
  capabilities: {
    family: 'overlap',
    maxActive: null,
    label: 'searchable',
    disable: false,
    expiry: { settable: true },
    grants: { readableBy: 'admin' },
    fields: ['token'],
    activationSeconds: 5,
    revocationSeconds: 65,
  },
  patterns: [],
  normalizeGrant: (allow) => ({ grant: { allow }, problems: [] }),
  describeGrant: () => 'a client token',
};
