import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateSecretCommand, SecretsManagerClient, type Tag } from '@aws-sdk/client-secrets-manager';
import { createIssuer } from '../../lib/issuers/create-issuer';
import type { Endpoint } from '../../lib/local/endpoint';
import type { LocalUnleash } from '../../lib/local/unleash';
import type { IssuerName } from '../../lib/model/ids';
import { realClock } from '../issuers/real-clock';

/** What a team has before it has Rekey: credentials that people made, in secrets that people made. */
export interface HandMade {
  /** Names of the secrets. */
  secrets: { checkout: string; search: string; publish: string };
  /** The KMS key of one of them. */
  kmsKey: string;
  /** The user whose access key one of them holds. */
  user: string;
}

/** Makes two tokens at Unleash and an access key at IAM, and keeps each in a secret of its own kind: JSON with other fields, bare text under a key of KMS, a pair with other fields. */
export async function makeByHand(endpoint: Endpoint, unleash: LocalUnleash): Promise<HandMade> {
  const { url, region, credentials } = endpoint;
  const settings = { endpoint: url, region, credentials };
  const secretsManager = new SecretsManagerClient(settings);
  const make = (Name: string, SecretString: string, Tags: Tag[], KmsKeyId?: string) =>
    secretsManager.send(new CreateSecretCommand({ Name, SecretString, Tags, ...(KmsKeyId && { KmsKeyId }) }));
  const names = { checkout: 'hand/Checkout_flags', search: 'hand/search.token', publish: 'builds-uploader' };
  const team = { Key: 'team', Value: 'platform' };

  const checkout = {
    '//': 'made by Bo',
    url: 'https://flags',
    'api token': await token(unleash, 'checkout (old)'),
    n: 1.5,
  };
  await make(names.checkout, JSON.stringify(checkout, null, 3), [team, { Key: 'note', Value: 'ask Bo' }]);
  const { KeyMetadata } = await new KMSClient(settings).send(new CreateKeyCommand({ Description: "search's own" }));
  const kmsKey = KeyMetadata?.Arn ?? '';
  await make(names.search, await token(unleash, 'search'), [], kmsKey);

  const user = 'ci-publish';
  const iam = new IAMClient(settings);
  await iam.send(new CreateUserCommand({ UserName: user, Path: '/rekey/' }));
  const Statement = [{ Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutUserPolicyCommand({ UserName: user, PolicyName: 'own', PolicyDocument }));
  const { AccessKey: { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = {} } = await iam.send(
    new CreateAccessKeyCommand({ UserName: user }),
  );
  await make(names.publish, JSON.stringify({ bucket: 'builds', accessKeyId, secretAccessKey }), [team]);
  return { secrets: names, kmsKey, user };
}

async function token(unleash: LocalUnleash, label: string): Promise<string> {
  const issuer = createIssuer(
    { name: 'by-hand' as IssuerName, kind: 'unleash', url: unleash.url },
    { adminCredential: async () => ({ token: unleash.adminToken }), clock: realClock },
  );
  const { grant } = issuer.normalizeGrant([{ type: 'client', environment: 'development', projects: ['default'] }]);
  const { material } = await issuer.mint({ label, grant });
  return material['token']?.reveal() ?? '';
}
