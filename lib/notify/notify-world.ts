import type { Clock, Ledger } from '../ports';
import type { DeliveryQueue } from './delivery-queue';
import type { HookSecrets } from './hook-secrets';
import type { TopicPublisher } from './topic-publisher';
import type { WebhookSender } from './webhook-sender';

/** What telling people needs: it reads the ledger and writes nothing there. */
export interface NotifyWorld {
  ledger: Pick<Ledger, 'key' | 'incident'>;
  clock: Clock;
  deliveries: DeliveryQueue;
  topic: TopicPublisher;
  webhooks: WebhookSender;
  hookSecrets: HookSecrets;
  /** An address in a secret may be http and loopback. */
  allowLocal: boolean;
}
