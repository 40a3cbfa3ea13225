import { randomUUID } from 'node:crypto';
import {
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SecretValue } from '../../lib/model/secret-value';
import type { InstantStage } from './instant-stage';

/** An administrator who does things to secrets and credentials, and tells Rekey nothing. Secrets have the names of their keys. */
export class Stranger {
  readonly #secrets: SecretsManagerClient;
  readonly #sqs: SQSClient;

  constructor(private readonly set: InstantStage) {
    const { url: endpoint, region, credentials } = set.stage.endpoint;
    this.#secrets = new SecretsManagerClient({ endpoint, region, credentials });
    this.#sqs = new SQSClient({ endpoint, region, credentials, useQueueUrlAsEndpoint: false });
  }

  /** The version that holds `AWSCURRENT`. */
  async holder(SecretId: string): Promise<string> {
    const { VersionIdsToStages = {} } = await this.#secrets.send(new DescribeSecretCommand({ SecretId }));
    return Object.entries(VersionIdsToStages).find(([, labels]) => labels.includes('AWSCURRENT'))?.[0] ?? 'nobody';
  }

  async moves(SecretId: string, to: string): Promise<void> {
    const from = await this.holder(SecretId);
    const move = { SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: to, RemoveFromVersionId: from };
    await this.#secrets.send(new UpdateSecretVersionStageCommand(move));
  }

  /** Puts fields as `AWSCURRENT`, beside those that are there. */
  async puts(SecretId: string, fields: Readonly<Record<string, string>>): Promise<string> {
    const { SecretString = '{}' } = await this.#secrets.send(new GetSecretValueCommand({ SecretId }));
    const present = JSON.parse(SecretString) as Record<string, string>;
    const text = JSON.stringify({ ...present, ...fields });
    const put = await this.#secrets.send(
      new PutSecretValueCommand({ SecretId, SecretString: text, ClientRequestToken: randomUUID() }),
    );
    return put.VersionId ?? '';
  }

  async schedulesDeletion(SecretId: string): Promise<void> {
    await this.#secrets.send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 7 }));
    await this.tellsCloudTrail(SecretId, 'DeleteSecret');
  }

  async restores(SecretId: string): Promise<void> {
    await this.#secrets.send(new RestoreSecretCommand({ SecretId }));
    await this.tellsCloudTrail(SecretId, 'RestoreSecret');
  }

  /** Makes a credential at the issuer, by its API. */
  async mints(label: string, scopes: readonly string[] = ['read']): Promise<string> {
    const answer = await this.#atIssuer('POST', '/v1/tokens', { label, scopes });
    return ((await answer.json()) as { token: string }).token;
  }

  /** Deletes a credential at the issuer, by its API. */
  async deletes(id: string): Promise<void> {
    await this.#atIssuer('DELETE', `/v1/tokens/${id}`);
  }

  /** No endpoint here tells what CloudTrail does on AWS: the message that its rule would put on the queue. */
  async tellsCloudTrail(secret: string, eventName: string): Promise<void> {
    const { ARN } = await this.#secrets.send(new DescribeSecretCommand({ SecretId: secret }));
    const event = {
      version: '0',
      id: randomUUID(),
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.secretsmanager',
      resources: [],
      detail: { eventName, requestParameters: { secretId: ARN }, responseElements: null },
    };
    const QueueUrl = this.set.stage.outputs['ChangesQueue'];
    await this.#sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(event) }));
  }

  #atIssuer(method: string, path: string, body?: object): Promise<Response> {
    const { issuer } = this.set;
    const admin: SecretValue = issuer.adminToken;
    return fetch(`${issuer.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${admin.reveal()}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  }
}
