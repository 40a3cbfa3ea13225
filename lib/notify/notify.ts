import type { RekeyEvent } from '../model/event';
import type { KeyId } from '../model/ids';
import { observedSummarySchema } from '../model/adoption/observed-key';
import { audience } from './audience';
import type { Channel } from './channel';
import { type Facts, loadFacts } from './facts';
import type { NotifyWorld } from './notify-world';
import { ownerOf } from './owner-of';
import { sendToChannel } from './send-to-channel';

/** Fans an event out: one delivery a channel, which are the topic and, if owners are told of such an event, the key's webhooks and Slack channels. Where there is no other channel the topic gets it now: it fails alone in any case. @throws RekeyError when it was not taken: the queue tries again */
export async function notify(world: NotifyWorld, event: RekeyEvent): Promise<void> {
  const facts = await loadFacts(world.ledger, event);
  const others = await ownersChannels(world, facts);
  if (others.length === 0) return sendToChannel(world, facts, { kind: 'topic' });
  const channels: Channel[] = [{ kind: 'topic' }, ...others];
  await world.deliveries.send(channels.map((channel) => ({ event, channel })));
}

async function ownersChannels({ ledger }: Pick<NotifyWorld, 'ledger'>, { event, head }: Facts): Promise<Channel[]> {
  if (!audience[event.type].includes('owner')) return [];
  const heads = event.key === undefined ? await Promise.all(namedIn(event).map((keyId) => ledger.key(keyId))) : [head];
  // Whoever owns a key by now hears of it next week.
  const theirs = heads.filter((head) => event.key !== undefined || head?.manifest.owner === ownerOf(event));
  const declared = theirs.flatMap((head) => head?.manifest.notify ?? []);
  const distinct = new Map(declared.map((channel) => [JSON.stringify(channel), channel]));
  return [...distinct.values()].map((channel) =>
    'slack' in channel
      ? { kind: 'slack', secret: channel.slack }
      : { kind: 'webhook', url: channel.webhook, secret: channel.secret },
  );
}

/** The keys that a summary names: each channel of theirs hears of it once. */
function namedIn({ entry }: RekeyEvent): KeyId[] {
  const summary = observedSummarySchema.safeParse(entry.evidence).data;
  return summary?.keys.map(({ keyId }) => keyId) ?? [];
}
