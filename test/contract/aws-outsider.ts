import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { Answer, Outsider } from './outsider';

/** Somebody else at Secrets Manager, by the SDK. */
export function awsOutsider(client: SecretsManagerClient): Outsider {
  return {
    create: (Name, ClientRequestToken, SecretString) =>
      answer(async () => {
        const made = await client.send(new CreateSecretCommand({ Name, ClientRequestToken, SecretString }));
        return { arn: made.ARN ?? '' };
      }),
    put: (SecretId, ClientRequestToken, SecretString, VersionStages) =>
      answer(async () => {
        await client.send(new PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString, VersionStages }));
        return true as const;
      }),
    move: (SecretId, VersionStage, { to, from }) =>
      answer(async () => {
        await client.send(
          new UpdateSecretVersionStageCommand({
            SecretId,
            VersionStage,
            MoveToVersionId: to,
            RemoveFromVersionId: from,
          }),
        );
        return true as const;
      }),
    get: (SecretId, { versionId, label } = {}) =>
      answer(async () => {
        const command = new GetSecretValueCommand({ SecretId, VersionId: versionId, VersionStage: label });
        const { VersionId = '', SecretString = '', VersionStages = [] } = await client.send(command);
        return { versionId: VersionId, value: SecretString, labels: VersionStages };
      }),
    labels: async (SecretId) => (await client.send(new DescribeSecretCommand({ SecretId }))).VersionIdsToStages ?? {},
    remove: async (SecretId) => {
      await client.send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 7 }));
    },
  };
}

async function answer<T>(call: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: await call() };
  } catch (error) {
    return { refused: (error as Error).name };
  }
}
