import { createHash } from 'node:crypto';
import { chainEntry, chainStart } from '../../lib/model/ledger/chain';
import type { Entry } from '../../lib/model/ledger/entry';
import {
  type Actor,
  type CommandId,
  type IncidentId,
  incidentIdOf,
  type IssuerName,
  type KeyId,
  type VersionId,
} from '../../lib/model/ids';
import type { Incident } from '../../lib/model/leaks/incident';
import type { Instant } from '../../lib/model/instant';
import type { KeyHead } from '../../lib/model/ledger/key-head';
import type { Attempt, Version } from '../../lib/model/ledger/version';
import type { Transition } from '../../lib/ports';

/** The moment at which everything in the samples happens. */
export const noon = '2026-11-23T12:00:00.000Z' as Instant;

/** The issuer of the samples. */
export const issuer = 'unleash' as IssuerName;

/** The registration of a key: its first transition. */
export function registration(keyId: string, head: Partial<KeyHead> = {}): Transition {
  return follow({ ...sampleHead(keyId), ...head, sequence: 0, headHash: chainStart } as KeyHead, {}, 'absent');
}

/** The transition after `before`, which changes the head as given. */
export function follow(
  before: KeyHead,
  change: Partial<KeyHead> = {},
  expected?: Transition['expected'],
  evidence: Entry['evidence'] = {},
): Transition {
  const draft = { chain: before.keyId, type: 'key-changed', at: noon, actor: 'tester' as Actor, evidence } as const;
  const entry = chainEntry(before, draft);
  const head = { ...before, ...change, sequence: entry.sequence, headHash: entry.hash };
  return { expected: expected ?? { sequence: before.sequence }, head, entry, publish: false };
}

/** A version of a key. */
export function sampleVersion(keyId: KeyId, versionId: VersionId, change: Partial<Version> = {}): Version {
  const plain = { state: 'current', cause: 'created', placeholder: false, refusals: 0, overdueTold: false } as const;
  return { keyId, versionId, issuedAt: noon, ...plain, ...change };
}

/** A given-up attempt. */
export function sampleAttempt(keyId: KeyId, versionId: VersionId): Attempt {
  return { keyId, versionId, label: 'rekey-a-b-c', begunAt: noon, due: { at: noon, kind: 'search' } };
}

/** An incident of a version. */
export function sampleIncident(keyId: KeyId, versionId: VersionId, change: Partial<Incident> = {}): Incident {
  const inputs = { possession: true, exposure: 'private', attestedBy: 'nobody', versionState: 'current' } as const;
  return {
    incidentId: incidentIdOf(keyId, versionId),
    keyId,
    issuer,
    versionId,
    openedAt: noon,
    state: 'open',
    verdict: { kind: 'overlap', reason: 'possession alone', at: noon, inputs },
    reports: [],
    reportCount: 1,
    timeline: [],
    ...change,
  };
}

/** A version id made of a text: the same for the same text. */
export function versionIdOf(text: string): VersionId {
  return createHash('sha256').update(text).digest('hex').slice(0, 36) as VersionId;
}

/** A rotation in flight. */
export function sampleRotation(parent: VersionId): NonNullable<KeyHead['rotation']> {
  const versionId = versionIdOf(`${parent}+1`);
  const who = { commandId: 'c1' as CommandId, cause: 'manual', actor: 'tester' as Actor } as const;
  return { ...who, parent, attempt: 1, versionId, label: 'rekey-a-b-d', begunAt: noon, stored: false, failures: 0 };
}

/** The incident id of a sample. */
export function sampleIncidentId(keyId: KeyId, versionId: VersionId): IncidentId {
  return incidentIdOf(keyId, versionId);
}

function sampleHead(keyId: string): Omit<KeyHead, 'sequence' | 'headHash'> {
  return {
    keyId: keyId as KeyId,
    status: 'active',
    registeredBy: 'tester' as Actor,
    registeredAt: noon,
    fence: 0,
    manifest: {
      owner: `ana-${keyId}@example.com`,
      deputies: [],
      purpose: 'a sample',
      issuer,
      secret: { name: keyId, format: 'text' },
      grant: [{ allow: { type: 'client', weight: 0.5, nested: { list: [1, null, ''] } }, because: 'it reads' }],
      unrestricted: false,
      consumers: [{ name: 'app', delaySeconds: 300 }],
      maxAgeSeconds: 2_592_000,
      overlapSeconds: 90_000,
      expiry: 'revoke',
      leak: { overlapSeconds: 900, replaceWithinSeconds: 3 },
      notify: [],
    },
  };
}
