import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SecretsManagerStore } from '../../lib/aws/secrets/secrets-manager-store';
import { SnsTopic } from '../../lib/aws/telling/sns-topic';
import { SqsDeliveries } from '../../lib/aws/sqs/sqs-deliveries';
import { RekeyError } from '../../lib/model/rekey-error';
import { HttpsWebhookSender } from '../../lib/notify/https-webhook-sender';
import type { NotifyWorld } from '../../lib/notify/notify-world';
import { environment } from './environment';
import { ledgerWorld } from './ledger-world';
import { sdkClient } from './sdk-client';
import { sqsClient } from './sqs-client';

/** What telling people needs, from its environment. @throws RekeyError `misconfigured` */
export async function notifyWorld(): Promise<NotifyWorld> {
  const { REKEY_TOPIC, REKEY_MESSAGES, REKEY_LOCAL_WEBHOOKS } = environment([
    'REKEY_TOPIC',
    'REKEY_MESSAGES',
    'REKEY_LOCAL_WEBHOOKS',
  ]);
  const secrets = new SecretsManagerStore(sdkClient(SecretsManagerClient));
  const { ledger, clock } = await ledgerWorld();
  const read = async (name: string) => {
    const stored = await secrets.read(name, { label: 'AWSCURRENT' });
    if (stored) return stored.value;
    throw new RekeyError(
      'misconfigured',
      `secret ${name} does not exist: put the webhook's signing key there, or the address for Slack`,
    );
  };
  return {
    ledger,
    clock,
    deliveries: new SqsDeliveries(sqsClient(), REKEY_MESSAGES),
    topic: new SnsTopic(sdkClient(SNSClient), REKEY_TOPIC),
    webhooks: new HttpsWebhookSender({ allowLocal: REKEY_LOCAL_WEBHOOKS }),
    hookSecrets: { read },
    allowLocal: REKEY_LOCAL_WEBHOOKS,
  };
}
