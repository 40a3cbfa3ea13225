import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/** Everything of a secret that is not Rekey's: names, texts, labels and tags, and every version byte for byte. */
export async function secretAsItIs(client: SecretsManagerClient, SecretId: string): Promise<object> {
  const secret = await client.send(new DescribeSecretCommand({ SecretId }));
  const ids = Object.keys(secret.VersionIdsToStages ?? {}).toSorted();
  const versions = await Promise.all(
    ids.map(async (VersionId) => {
      const { SecretString, VersionStages, CreatedDate } = await client.send(
        new GetSecretValueCommand({ SecretId, VersionId }),
      );
      const bytes = Buffer.from(SecretString ?? '').toString('hex');
      return { VersionId, bytes, labels: VersionStages?.toSorted(), made: CreatedDate?.toISOString() };
    }),
  );
  const tags = (secret.Tags ?? []).filter(({ Key }) => !Key?.startsWith('rekey:'));
  const { ARN, Name, Description, KmsKeyId, RotationEnabled, DeletedDate } = secret;
  return { ARN, Name, Description, KmsKeyId, RotationEnabled, DeletedDate, tags, versions };
}
