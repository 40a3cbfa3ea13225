import type { Delivery } from './delivery';
import { loadFacts } from './facts';
import type { NotifyWorld } from './notify-world';
import { sendToChannel } from './send-to-channel';

/** Sends one event to one channel, with the ledger as it is now. @throws RekeyError when the channel did not take it: the queue tries again */
export async function deliver(world: NotifyWorld, { event, channel }: Delivery): Promise<void> {
  await sendToChannel(world, await loadFacts(world.ledger, event), channel);
}
