import { IAMClient, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { DescribeSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Endpoint } from '../../lib/local/endpoint';
import type { LocalUnleash } from '../../lib/local/unleash';

/** A secret as it is, whole, but for Rekey's own tags. */
export interface SecretOutside {
  value: string;
  tags: Record<string, string>;
  kmsKey: string | undefined;
  description: string | undefined;
  /** Labels by version. */
  versions: Record<string, string[]>;
}

/** A secret as its owner sees it, by somebody who is not Rekey. */
export async function secretOutside({ url, region, credentials }: Endpoint, name: string): Promise<SecretOutside> {
  const client = new SecretsManagerClient({ endpoint: url, region, credentials });
  const {
    Tags = [],
    VersionIdsToStages = {},
    KmsKeyId,
    Description,
  } = await client.send(new DescribeSecretCommand({ SecretId: name }));
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: name }));
  const others = Tags.filter(({ Key = '' }) => !Key.startsWith('rekey:'));
  return {
    value: SecretString,
    tags: Object.fromEntries(others.map(({ Key = '', Value = '' }) => [Key, Value])),
    kmsKey: KmsKeyId,
    description: Description,
    versions: VersionIdsToStages,
  };
}

/** A token as Unleash lists it, but for when it was seen. */
export interface TokenOutside {
  secret: string;
  tokenName: string;
}

/** Every token that Unleash has, by an administrator. */
export async function tokensOutside(unleash: LocalUnleash): Promise<TokenOutside[]> {
  const answer = await fetch(`${unleash.url}/api/admin/api-tokens`, {
    headers: { authorization: unleash.adminToken.reveal() },
  });
  const { tokens } = (await answer.json()) as { tokens: (TokenOutside & { seenAt?: string })[] };
  return tokens.map((listed) => {
    const { seenAt: _, ...token } = listed;
    return token;
  });
}

/** The access keys of a user, as IAM lists them. */
export async function accessKeysOutside({ url, region, credentials }: Endpoint, user: string): Promise<object[]> {
  const iam = new IAMClient({ endpoint: url, region, credentials });
  return (await iam.send(new ListAccessKeysCommand({ UserName: user }))).AccessKeyMetadata ?? [];
}
