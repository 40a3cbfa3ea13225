import { eventTypeSchema } from '../../lib/model/event';
import { notify } from '../../lib/notify/notify';
import { eventOf, head, town } from './town';

const hook = { kind: 'webhook', url: 'https://hooks.example.com/rekey', secret: 'rekey/hooks/checkout' };

describe('notify', () => {
  describe('when owners are told of an event', () => {
    test('the topic and each webhook get a delivery of their own', async () => {
      const { world, sent } = town();
      const event = eventOf('Key Rotated');
      await notify(world, event);
      expect(sent.deliveries).toEqual([
        { event, channel: { kind: 'topic' } },
        { event, channel: hook },
      ]);
      expect(sent.webhooks).toEqual([]);
    });
  });

  describe('when the owner has webhooks and Slack channels', () => {
    test('each gets a delivery of its own, which names secrets and no address of Slack', async () => {
      const declared = [{ slack: 'rekey/hooks/slack' }, ...head.manifest.notify];
      const { world, sent } = town({ head: { ...head, manifest: { ...head.manifest, notify: declared } } });
      const event = eventOf('Key Rotated');
      await notify(world, event);
      expect(sent.deliveries.map(({ channel }) => channel)).toEqual([
        { kind: 'topic' },
        { kind: 'slack', secret: 'rekey/hooks/slack' },
        hook,
      ]);
      expect(sent.secretsRead).toEqual([]);
    });
  });

  describe('when an owner need not hear of it', () => {
    test('it is on the topic only, at once and by itself', async () => {
      const { world, sent } = town();
      await notify(world, eventOf('Key Registered'));
      expect(sent.topic).toHaveLength(1);
      expect(sent.deliveries).toEqual([]);
    });
  });

  describe('when it concerns no key', () => {
    test('it is on the topic only', async () => {
      const { world, sent } = town();
      const { key: _, ...event } = eventOf('Unknown Credential Found');
      await notify(world, event);
      expect(sent.topic).toHaveLength(1);
      expect(sent.deliveries).toEqual([]);
    });
  });

  describe('when it sums up several keys of an owner', () => {
    const summary = (owner: string) => {
      const { key: _, ...event } = eventOf('Observed Keys Summary');
      const keys = ['shop/checkout-flags', 'shop/other'].map((keyId) => ({
        keyId,
        since: event.at,
        acts: [],
        total: 0,
      }));
      const evidence = { owner, from: event.at, until: event.at, keys, more: 0 };
      return { ...event, entry: { ...event.entry, evidence } };
    };

    test('each channel of theirs hears of it once', async () => {
      const { world, sent } = town({ head });
      await notify(world, summary(head.manifest.owner));
      expect(sent.deliveries.map(({ channel }) => channel)).toEqual([{ kind: 'topic' }, hook]);
    });

    test('a key that is somebody else’s by now keeps it to itself', async () => {
      const { world, sent } = town({ head });
      await notify(world, summary('raj@example.com'));
      expect(sent.topic).toHaveLength(1);
      expect(sent.deliveries).toEqual([]);
    });
  });

  test('what an owner has to hear reaches the webhooks', async () => {
    const reached: string[] = [];
    for (const type of eventTypeSchema.options) {
      const { world, sent } = town({ head });
      await notify(world, eventOf(type));
      if (sent.deliveries.length > 1) reached.push(type);
    }
    expect(reached.toSorted()).toEqual([
      'Adoption Failed',
      'Credential Taken Over',
      'Expiry Overdue',
      'Foreign Change Found',
      'Foreign Change Over',
      'Incident Approved',
      'Incident Dismissed',
      'Incident Held',
      'Incident Still Held',
      'Key Adopted',
      'Key Issued',
      'Key Not Ready',
      'Key Ready',
      'Key Recovered',
      'Key Released',
      'Key Rolled Back',
      'Key Rotated',
      'Leak Not Ended',
      'Leak Reported',
      'Observed Keys Summary',
      'Rollback Refused',
      'Rotation Failed',
      'Rotation Paused',
      'Rotation Resumed',
      'Version Dead',
      'Version Revoked',
      'Version Still Alive',
      'Would Have Acted',
    ]);
  });
});
