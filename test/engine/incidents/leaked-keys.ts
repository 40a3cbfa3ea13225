import { createHash } from 'node:crypto';
import type { ReportedBy } from '../../../lib/engine/incidents/act-on-matches';
import type { PublisherWorld } from '../../../lib/engine/world';
import {
  MemoryEventBus,
  MemoryLedger,
  MemoryQueues,
  MemoryTelemetry,
  SeededIds,
  TurnableClock,
} from '../../../lib/memory';
import type { Actor, Fingerprint, KeyId, VersionId } from '../../../lib/model/ids';
import type { Incident } from '../../../lib/model/leaks/incident';
import type { Instant } from '../../../lib/model/instant';
import type { LeakReport } from '../../../lib/model/leaks/leak-report';
import type { Version } from '../../../lib/model/ledger/version';
import { follow, issuer, noon, registration, sampleVersion, versionIdOf } from '../../contract/samples';

/** An operator, whose word is acted on and attests nothing. */
export const scanner = 'arn:aws:iam::123456789012:user/scanner' as Actor;

/** Keys that live and can be reported, in a world without an issuer: what is ordered stands in its queues. */
export interface LeakedKeys {
  world: PublisherWorld;
  ledger: MemoryLedger;
  queues: MemoryQueues;
  clock: TurnableClock;
  /** Registers a key with one current version. */
  addKey(keyId: string): Promise<void>;
  /** Replaces what the ledger says of the key's version, or adds another one to the key. */
  putVersion(keyId: string, change: Partial<Version>, versionId?: VersionId): Promise<void>;
  /** A report of the values of these keys, accepted now. */
  report(keys: readonly string[], by?: Partial<LeakReport>): LeakReport;
  incident(keyId: string, versionId?: VersionId): Promise<Incident | undefined>;
  /** Keys whose containment was ordered since this was asked last. */
  ordered(): string[];
  /** Types of the entries of a key. */
  told(keyId: string): Promise<string[]>;
}

/** As many keys, `k/1` and so on. */
export async function leakedKeys(count: number): Promise<LeakedKeys> {
  const clock = new TurnableClock(noon);
  const ports = { ids: new SeededIds('held'), clock };
  const ledger = new MemoryLedger(ports);
  const queues = new MemoryQueues(clock);
  const installation = await ledger.installation();
  const bus = new MemoryEventBus();
  const rest = { telemetry: new MemoryTelemetry(), account: '000000000000', region: 'us-east-1' };
  const world: PublisherWorld = { ...ports, ...rest, ledger, queues, installation, bus };
  let reports = 0;
  const keys: LeakedKeys = {
    world,
    ledger,
    queues,
    clock,
    async addKey(keyId) {
      await ledger.record(registration(keyId));
      const head = await ledger.key(keyId as KeyId);
      if (head === undefined) throw new Error('no head');
      const versionId = versionIdOf(keyId);
      await ledger.record({
        ...follow(head, { currentVersionId: versionId }),
        versions: [sampleVersion(keyId as KeyId, versionId)],
        fingerprints: [{ fingerprint: fingerprintOf(keyId), versionId }],
        publicIds: [{ issuer, id: `id-of-${keyId}`, versionId }],
      });
    },
    async putVersion(keyId, change, versionId = versionIdOf(keyId)) {
      const head = await ledger.key(keyId as KeyId);
      if (head === undefined) throw new Error('no head');
      const before = await ledger.version(keyId as KeyId, versionId);
      const version = { ...(before ?? sampleVersion(keyId as KeyId, versionId)), ...change };
      const fingerprints = [{ fingerprint: fingerprintOf(versionId), versionId }];
      await ledger.record({ ...follow(head), versions: [version], fingerprints });
    },
    report: (named, by = {}) => ({
      reportId: `report-${++reports}`,
      ...said(clock.now()),
      findings: named.map((keyId) => ({
        candidates: [fingerprintOf(keyId)],
        sighting: { source: 'findings', file: `${keyId}.env` },
      })),
      ...by,
    }),
    incident: (keyId, versionId = versionIdOf(keyId)) =>
      ledger.incident(keyId as KeyId, `${keyId}:${versionId}` as Incident['incidentId']),
    ordered: () => queues.take({ lane: 'containments' }).map(({ work }) => ('keyId' in work ? work.keyId : '')),
    async told(keyId) {
      const types: string[] = [];
      for await (const entry of ledger.entries(keyId as KeyId)) types.push(entry.type);
      return types;
    },
  };
  for (let n = 1; n <= count; n++) await keys.addKey(`k/${n}`);
  return keys;
}

/** Names of the first so many keys. */
export function firstKeys(count: number, from = 1): string[] {
  return Array.from({ length: count }, (_, index) => `k/${from + index}`);
}

function said(acceptedAt: Instant): Omit<ReportedBy, 'reportId'> {
  return { acceptedAt, actor: scanner, source: 'findings', possession: true, exposure: 'public' };
}

function fingerprintOf(text: string): Fingerprint {
  return `k#raw#${createHash('sha256').update(text).digest('hex')}` as Fingerprint;
}
