import {
  GetSubscriptionAttributesCommand,
  type SNSClient,
  type Subscription,
  paginateListSubscriptionsByTopic,
} from '@aws-sdk/client-sns';
import { z } from 'zod';
import { translateError } from '../translate-error';

/** A filter policy as far as we look: which owners it names by the attribute `owner`. */
const filterSchema = z.record(z.string(), z.array(z.unknown()));

/** Who has confirmed a subscription of the topic. */
export class SnsChannels {
  constructor(
    private readonly client: SNSClient,
    private readonly topicArn: string,
  ) {}

  /** Whether a confirmed subscription takes what concerns this owner: one without a filter, or one whose filter names the owner and nothing besides. @throws RekeyError `unavailable` */
  async reach(owner: string): Promise<boolean> {
    try {
      const pages = paginateListSubscriptionsByTopic({ client: this.client }, { TopicArn: this.topicArn });
      for await (const { Subscriptions = [] } of pages) {
        for (const subscription of Subscriptions) {
          if (await this.takes(subscription, owner)) return true;
        }
      }
      return false;
    } catch (error) {
      throw translateError(error, 'listing the subscriptions of the topic');
    }
  }

  private async takes({ SubscriptionArn }: Subscription, owner: string): Promise<boolean> {
    // `PendingConfirmation` or `Deleted` stands where the ARN would.
    if (!SubscriptionArn?.startsWith('arn:')) return false;
    const { Attributes = {} } = await this.client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    if (Attributes['PendingConfirmation'] === 'true') return false;
    const policy = Attributes['FilterPolicy'];
    if (policy === undefined || policy === '') return true;
    const filter = filterSchema.safeParse(parseJson(policy));
    if (!filter.success) return false;
    const names = Object.keys(filter.data);
    return names.every((name) => name === 'owner') && (filter.data['owner'] ?? [owner]).includes(owner);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a filter that we cannot read reaches nobody, as far as we know
  }
}
