import type { RekeyEvent } from '../model/event';
import { audience } from './audience';
import type { Channel } from './channel';
import type { NotifyWorld } from './notify-world';

/** Fans an event out: one delivery a channel, which are the topic and, if owners are told of such an event, the key's webhooks and Slack channels. */
export async function notify(world: Pick<NotifyWorld, 'ledger' | 'deliveries'>, event: RekeyEvent): Promise<void> {
  const channels: Channel[] = [{ kind: 'topic' }, ...(await ownersChannels(world, event))];
  await world.deliveries.send(channels.map((channel) => ({ event, channel })));
}

async function ownersChannels({ ledger }: Pick<NotifyWorld, 'ledger'>, event: RekeyEvent): Promise<Channel[]> {
  if (event.key === undefined || !audience[event.type].includes('owner')) return [];
  const head = await ledger.key(event.key.id);
  const declared = head?.manifest.notify ?? [];
  return declared.map((channel) =>
    'slack' in channel
      ? { kind: 'slack', secret: channel.slack }
      : { kind: 'webhook', url: channel.webhook, secret: channel.secret },
  );
}
