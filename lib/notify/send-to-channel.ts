import { epochMs } from '../model/instant';
import type { Channel } from './channel';
import type { Facts } from './facts';
import { hookSecretName } from './hook-secret-name';
import type { NotifyWorld } from './notify-world';
import { sendSlack } from './send-slack';
import { topicMessageOf } from './topic-message';
import { webhookIdOf } from './webhook-id';
import { webhookPayloadOf } from './webhook-payload';
import { webhookSignerOf } from './webhook-signer';

/** Sends what there is to say to one channel. Sent again, a webhook gets the same `webhook-id`. @throws RekeyError when the channel did not take it */
export async function sendToChannel(world: NotifyWorld, facts: Facts, channel: Channel): Promise<void> {
  switch (channel.kind) {
    case 'topic':
      return world.topic.publish(topicMessageOf(facts));
    case 'webhook':
      return sendWebhook(world, facts, channel);
    case 'slack':
      return sendSlack(world, facts, channel.secret);
  }
}

async function sendWebhook(
  world: NotifyWorld,
  facts: Facts,
  { url, secret }: Extract<Channel, { kind: 'webhook' }>,
): Promise<void> {
  const signer = webhookSignerOf(await world.hookSecrets.read(hookSecretName(secret)));
  const id = webhookIdOf(facts.event, url);
  const sentAt = new Date(epochMs(world.clock.now()));
  const body = JSON.stringify(webhookPayloadOf(facts));
  await world.webhooks.send({
    url,
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Rekey',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'webhook-signature': signer.sign(id, sentAt, body),
    },
  });
}
