import { createHmac, randomBytes } from 'node:crypto';
import { deliver } from '../../lib/notify/deliver';
import { SecretValue } from '../../lib/model/secret-value';
import { eventOf, head, incidentWith, town } from './town';

const hook = { kind: 'webhook', url: 'https://hooks.example.com/rekey', secret: 'rekey/hooks/checkout' } as const;
const topic = { kind: 'topic' } as const;

describe('deliver', () => {
  describe('when the channel is a webhook', () => {
    test('the signature is what the specification of Standard Webhooks computes', async () => {
      const { world, sent, signingKey } = town();
      await deliver(world, { event: eventOf('Key Rotated'), channel: hook });
      const [request] = sent.webhooks;
      const id = request?.headers['webhook-id'];
      const seconds = request?.headers['webhook-timestamp'];
      const mac = createHmac('sha256', Buffer.from(signingKey.slice('whsec_'.length), 'base64'));
      expect(request?.headers['webhook-signature']).toBe(
        `v1,${mac.update(`${id}.${seconds}.${request?.body}`).digest('base64')}`,
      );
      expect(seconds).toBe(String(Date.parse('2026-11-23T20:20:00Z') / 1000));
    });

    test('the body names the event and the key', async () => {
      const { world, sent } = town();
      await deliver(world, { event: eventOf('Version Still Alive'), channel: hook });
      const body: unknown = JSON.parse(sent.webhooks[0]?.body ?? '');
      expect(body).toMatchObject({
        type: 'version.still_alive',
        timestamp: '2026-11-23T20:20:00.000Z',
        data: { event: 'Version Still Alive', key: 'shop/checkout-flags', owner: 'ana@example.com' },
      });
    });

    test('it is sent again under the same id, at a later time', async () => {
      const { world, sent, clock } = town();
      const delivery = { event: eventOf('Key Rotated'), channel: hook };
      await deliver(world, delivery);
      await clock.advance(90);
      await deliver(world, delivery);
      const [first, second] = sent.webhooks.map(({ headers }) => headers);
      expect(second?.['webhook-id']).toBe(first?.['webhook-id']);
      expect(first?.['webhook-id']).toMatch(/^msg_[0-9a-f]{32}$/);
      expect(Number(second?.['webhook-timestamp']) - Number(first?.['webhook-timestamp'])).toBe(90);
    });

    test('another entry in its place, after a restore of the ledger, has another id', async () => {
      const { world, sent } = town();
      const event = eventOf('Key Rotated');
      await deliver(world, { event, channel: hook });
      await deliver(world, { event: { ...event, entry: { ...event.entry, hash: '0'.repeat(64) } }, channel: hook });
      expect(new Set(sent.webhooks.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
    });

    test('another event, address or installation has another id', async () => {
      const { world, sent } = town();
      const event = eventOf('Key Rotated');
      const other = { ...event, installation: '001122334455' as typeof event.installation };
      await deliver(world, { event, channel: hook });
      await deliver(world, { event: { ...event, id: 'shop/checkout-flags#10' }, channel: hook });
      await deliver(world, { event, channel: { ...hook, url: 'https://hooks.example.com/2' } });
      await deliver(world, { event: other, channel: hook });
      expect(new Set(sent.webhooks.map(({ headers }) => headers['webhook-id'])).size).toBe(4);
    });
  });

  describe('when the secret is not below rekey/hooks/', () => {
    test.each([
      'rekey/admin/unleash',
      'shop/checkout-flags',
      'rekey/hooks/',
      'xrekey/hooks/a',
      'rekey/hooks/a\nb',
      'arn:aws:secretsmanager:eu-central-1:111122223333:secret:rekey/hooks/a',
    ])('%p is refused unread', async (secret) => {
      const { world, sent } = town();
      const refused = deliver(world, { event: eventOf('Key Rotated'), channel: { ...hook, secret } });
      await expect(refused).rejects.toMatchObject({ code: 'refused' });
      expect(sent.secretsRead).toEqual([]);
      expect(sent.webhooks).toEqual([]);
    });
  });

  describe('when the secret holds no signing key', () => {
    const weak = `whsec_${randomBytes(8).toString('base64')}`;
    test.each([weak, '{}', '{"key": 1}', '{"key"', 'not base64 at all, though long enough to be one', ''])(
      'case %#: nothing is sent, and the content is not quoted',
      async (content) => {
        const { world, sent } = town();
        world.hookSecrets = { read: async () => new SecretValue(content) };
        const error: unknown = await deliver(world, { event: eventOf('Key Rotated'), channel: hook }).catch((e) => e);
        expect(error).toMatchObject({ code: 'misconfigured' });
        expect(sent.webhooks).toEqual([]);
        expect(content.length > 6 && String(error).includes(content)).toBe(false);
      },
    );
  });

  describe('when the channel is the topic', () => {
    test('subscribers can filter on owner, team, key, event and who is told', async () => {
      const { world, sent } = town();
      await deliver(world, { event: eventOf('Key Rotated'), channel: topic });
      expect(sent.topic[0]?.attributes).toEqual({
        owner: 'ana@example.com',
        team: 'checkout',
        key: 'shop/checkout-flags',
        event: 'Key Rotated',
        told: ['ana@example.com', 'raj@example.com', 'checkout'],
      });
      expect(sent.topic[0]?.subject).toBe('Rekey: key rotated: shop/checkout-flags');
    });

    test('no attribute is empty', async () => {
      const { world, sent } = town();
      const event = eventOf('Key Registered');
      const key = event.key && { ...event.key, team: '' };
      await deliver(world, { event: { ...event, ...(key && { key }) }, channel: topic });
      expect(Object.keys(sent.topic[0]?.attributes ?? {})).toEqual(['owner', 'key', 'event']);
    });

    test('the subject of the longest key is one SNS takes', async () => {
      const { world, sent } = town();
      const event = eventOf('Version Still Alive');
      const key = event.key && { ...event.key, id: 'k'.repeat(128) as typeof event.key.id };
      await deliver(world, { event: { ...event, ...(key && { key }) }, channel: topic });
      expect(sent.topic[0]?.subject).toMatch(/^[\x20-\x7e]{10,99}$/);
    });
  });

  describe('when an incident is told', () => {
    test('its timeline is the one of the time of sending', async () => {
      const incident = incidentWith({ source: 'secretlint', file: 'a.env' });
      const { world, sent } = town({ head, incident });
      const event = eventOf('Leak Reported', { incidentId: incident.incidentId });
      await deliver(world, { event, channel: topic });
      expect(sent.topic[0]?.text).toContain('2026-11-23T20:20:02.000Z  revoked');
    });
  });
});
