import type { FoundCredential, FoundSecret } from '../../lib/model/discovery/discovered';
import { type Discovery, discoveryIdSchema } from '../../lib/model/discovery/discovery';
import type { Actor, IssuerName } from '../../lib/model/ids';
import type { Instant } from '../../lib/model/instant';

/** Id of the discovery in the samples. */
export const discoveryId = discoveryIdSchema.parse('0123456789abcdef0123456789abcdef');

const made = '2026-01-02T03:04:05.000Z' as Instant;

/** A discovery of `unleash` that has ended, with so many parts. */
export function sampleDiscovery(change: Partial<Discovery> = {}): Discovery {
  return {
    issuer: 'unleash' as IssuerName,
    discoveryId,
    requestedBy: 'tester' as Actor,
    requestedAt: made,
    state: 'done',
    revision: 1,
    movedAt: made,
    parts: 1,
    credentials: 1,
    inspected: 1,
    nextPart: 1,
    reading: { place: 0 },
    secrets: 0,
    unreadable: [],
    ...change,
  };
}

/** A credential that can be adopted. */
export function sampleCredential(label: string, change: Partial<FoundCredential> = {}): FoundCredential {
  return {
    kind: 'credential',
    ref: { label },
    state: 'active',
    createdAt: made,
    mark: 'unknown',
    allow: { type: 'client', environment: 'development', projects: ['default'] },
    problems: [],
    inspected: true,
    ...change,
  };
}

/** A secret that holds it. */
export function sampleSecret(name: string, label: string, change: Partial<FoundSecret> = {}): FoundSecret {
  return { kind: 'secret', name, format: 'json', field: 'token', ref: { label }, createdAt: made, ...change };
}
