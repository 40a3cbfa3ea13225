import { randomBytes } from 'node:crypto';
import type { EventType, RekeyEvent } from '../../lib/model/event';
import { incidentIdOf, type Actor, type IncidentId, type KeyId, type VersionId } from '../../lib/model/ids';
import { type Incident, incidentSchema } from '../../lib/model/leaks/incident';
import type { Instant } from '../../lib/model/instant';
import { type KeyHead, keyHeadSchema } from '../../lib/model/ledger/key-head';
import { SecretValue } from '../../lib/model/secret-value';
import { TurnableClock } from '../../lib/memory';
import type { Delivery } from '../../lib/notify/delivery';
import type { NotifyWorld } from '../../lib/notify/notify-world';
import type { TopicMessage } from '../../lib/notify/topic-publisher';
import type { WebhookRequest } from '../../lib/notify/webhook-sender';

export const keyId = 'shop/checkout-flags' as KeyId;
export const versionId = '0f0e0d0c-0000-5000-8000-000000000001' as VersionId;
export const at = '2026-11-23T20:20:00.000Z' as Instant;

/** The head of a key with one webhook; its owner is ana, her deputy raj. */
export const head: KeyHead = keyHeadSchema.parse({
  keyId,
  status: 'active',
  manifest: {
    owner: 'ana@example.com',
    deputies: ['raj@example.com'],
    team: 'checkout',
    environment: 'production',
    purpose: 'checkout reads its feature flags',
    issuer: 'unleash',
    secret: { name: 'shop/checkout-flags', format: 'json', field: 'token' },
    grant: [],
    unrestricted: true,
    consumers: [{ name: 'checkout-service', delaySeconds: 300 }],
    maxAgeSeconds: 2_592_000,
    overlapSeconds: 90_000,
    expiry: 'revoke',
    leak: { overlapSeconds: 900, replaceWithinSeconds: 3 },
    notify: [{ webhook: 'https://hooks.example.com/rekey', secret: 'rekey/hooks/checkout' }],
  },
  registeredBy: 'arn:aws:iam::111122223333:role/ana',
  registeredAt: at,
  sequence: 9,
  headHash: '0'.repeat(64),
  fence: 1,
});

/** An event of the key; `evidence` as the engine writes it. */
export function eventOf(type: EventType, evidence: RekeyEvent['entry']['evidence'] = {}): RekeyEvent {
  const incidentId = evidence['incidentId'] as IncidentId | undefined;
  return {
    version: '1',
    id: `${keyId}#9`,
    type,
    at,
    installation: 'aabbccddeeff' as RekeyEvent['installation'],
    account: '111122223333',
    region: 'eu-central-1',
    key: {
      id: keyId,
      owner: head.manifest.owner,
      deputies: head.manifest.deputies,
      team: 'checkout',
      environment: 'production',
      issuer: 'unleash',
    },
    entry: {
      sequence: 9,
      type: 'version-promoted',
      actor: 'rekey:worker' as Actor,
      cause: 'scheduled',
      versionId,
      ...(incidentId === undefined ? {} : { incidentId }),
      evidence,
      hash: 'f'.repeat(64),
    },
  };
}

/** An incident of the key's version whose report says this of itself. */
export function incidentWith(sighting: Incident['reports'][number]['sightings'][number]): Incident {
  return incidentSchema.parse({
    incidentId: incidentIdOf(keyId, versionId),
    keyId,
    issuer: 'unleash',
    versionId,
    openedAt: at,
    state: 'contained',
    verdict: {
      kind: 'kill',
      reason: 'public, as attested by operator, and alive',
      at,
      inputs: { possession: true, exposure: 'public', attestedBy: 'operator', versionState: 'current' },
    },
    reports: [
      {
        reportId: 'r1',
        acceptedAt: at,
        actor: 'arn:aws:iam::111122223333:role/ana',
        exposure: 'public',
        sightings: [sighting],
      },
    ],
    reportCount: 1,
    timeline: [
      { at, what: 'reported' },
      { at: '2026-11-23T20:20:02.000Z', what: 'revoked' },
    ],
  });
}

/** A world of `notify` in memory, with what it sent. */
export function town(known: { head?: KeyHead; incident?: Incident } = { head }) {
  const signingKey = `whsec_${randomBytes(32).toString('base64')}`;
  const sent = {
    deliveries: [] as Delivery[],
    topic: [] as TopicMessage[],
    webhooks: [] as WebhookRequest[],
    secretsRead: [] as string[],
  };
  const clock = new TurnableClock(at);
  const world: NotifyWorld = {
    allowLocal: false,
    ledger: { key: async () => known.head, incident: async () => known.incident },
    clock,
    deliveries: { send: async (deliveries) => void sent.deliveries.push(...deliveries) },
    topic: { publish: async (message) => void sent.topic.push(message) },
    webhooks: { send: async (request) => void sent.webhooks.push(request) },
    hookSecrets: {
      read: async (name) => {
        sent.secretsRead.push(name);
        return new SecretValue(JSON.stringify({ key: signingKey }));
      },
    },
  };
  return { world, sent, clock, signingKey };
}
