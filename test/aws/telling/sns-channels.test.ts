import { GetSubscriptionAttributesCommand, ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { SnsChannels } from '../../../lib/aws/telling/sns-channels';

const topic = 'arn:aws:sns:us-east-1:111122223333:rekey';
const confirmed = `${topic}:6b0e71bd-7e97-4d97-80ce-4a0994e55286`;

function channels(SubscriptionArn: string, Attributes: Record<string, string> = {}): SnsChannels {
  // The service itself, as its API reference says it answers; no endpoint is asked.
  const client = new SNSClient({ region: 'us-east-1' });
  const service = mockClient(client);
  service.on(ListSubscriptionsByTopicCommand, { TopicArn: topic }).resolves({ Subscriptions: [{ SubscriptionArn }] });
  service.on(GetSubscriptionAttributesCommand, { SubscriptionArn }).resolves({ Attributes });
  return new SnsChannels(client, topic);
}

describe('whether a channel reaches an owner', () => {
  test.each([
    ['a confirmed subscription without a filter', confirmed, {}, true],
    ['one that is not confirmed', 'PendingConfirmation', {}, false],
    ['one that says so by its attribute', confirmed, { PendingConfirmation: 'true' }, false],
    ['a filter that names the owner', confirmed, { FilterPolicy: '{"owner":["ana@example.com"]}' }, true],
    ['a filter that names somebody else', confirmed, { FilterPolicy: '{"owner":["raj@example.com"]}' }, false],
    [
      'a filter on something besides',
      confirmed,
      { FilterPolicy: '{"owner":["ana@example.com"],"event":["x"]}' },
      false,
    ],
    ['a filter that is not understood', confirmed, { FilterPolicy: 'owner' }, false],
  ])('%s', async (_what, arn, attributes, expected) => {
    expect(await channels(arn, attributes).reach('ana@example.com')).toBe(expected);
  });
});
