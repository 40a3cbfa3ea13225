import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { SecretsManagerHooks } from '../../lib/notify/secrets-manager-hooks';
import { SnsTopic } from '../../lib/notify/sns-topic';
import { SqsDeliveryQueue } from '../../lib/notify/sqs-delivery-queue';
import { parseNotification } from '../../lib/notify/notification';
import { eventOf } from './town';

const named = (name: string) => Object.assign(new Error('quotes the request'), { name });

describe('SnsTopic', () => {
  test('a list is a String.Array, which filters match by member', async () => {
    const sns = mockClient(SNSClient);
    sns.on(PublishCommand).resolves({});
    await new SnsTopic(new SNSClient({ region: 'eu-central-1' }), 'arn:topic').publish({
      subject: 's',
      text: 't',
      attributes: { owner: 'ana', told: ['ana', 'raj'] },
    });
    expect(sns.commandCalls(PublishCommand)[0]?.args[0].input).toEqual({
      TopicArn: 'arn:topic',
      Subject: 's',
      Message: 't',
      MessageAttributes: {
        owner: { DataType: 'String', StringValue: 'ana' },
        told: { DataType: 'String.Array', StringValue: '["ana","raj"]' },
      },
    });
  });
});

describe('SqsDeliveryQueue', () => {
  test('what it sends is read back as the deliveries', async () => {
    const sqs = mockClient(SQSClient);
    sqs.on(SendMessageCommand).resolves({});
    const event = eventOf('Key Rotated', { from: 'a' });
    const deliveries = [
      { event, channel: { kind: 'topic' } },
      { event, channel: { kind: 'webhook', url: 'https://a.example/', secret: 'rekey/hooks/a' } },
    ] as const;
    await new SqsDeliveryQueue(new SQSClient({ region: 'eu-central-1' }), 'https://queue/').send(deliveries);
    const bodies = sqs.commandCalls(SendMessageCommand).map((call) => call.args[0].input.MessageBody ?? '');
    expect(bodies.map(parseNotification)).toEqual(deliveries.map((delivery) => ({ kind: 'delivery', delivery })));
  });

  test('a queue that does not answer is unavailable', async () => {
    mockClient(SQSClient).on(SendMessageCommand).rejects(named('ThrottlingException'));
    const queue = new SqsDeliveryQueue(new SQSClient({ region: 'eu-central-1' }), 'https://queue/');
    const sent = queue.send([{ event: eventOf('Key Rotated'), channel: { kind: 'topic' } }]);
    await expect(sent).rejects.toMatchObject({ code: 'unavailable', cause: undefined });
  });
});

describe('SecretsManagerHooks', () => {
  const hooks = () => new SecretsManagerHooks(new SecretsManagerClient({ region: 'eu-central-1' }));

  test('a secret elsewhere is not asked for', async () => {
    const secrets = mockClient(SecretsManagerClient);
    await expect(hooks().read('rekey/admin/unleash')).rejects.toMatchObject({ code: 'refused' });
    expect(secrets.calls()).toHaveLength(0);
  });

  test('an absent secret is misconfigured', async () => {
    mockClient(SecretsManagerClient).on(GetSecretValueCommand).rejects(named('ResourceNotFoundException'));
    await expect(hooks().read('rekey/hooks/a')).rejects.toMatchObject({ code: 'misconfigured' });
  });

  test('a text is read', async () => {
    mockClient(SecretsManagerClient).on(GetSecretValueCommand).resolves({ SecretString: 'text' });
    expect((await hooks().read('rekey/hooks/a')).reveal()).toBe('text');
  });
});
