import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Endpoint } from '../../lib/local/endpoint';

/** Credentials of a role, by its name; the endpoint's root may assume any. */
export async function assumeRole(
  { url: endpoint, region, credentials }: Pick<Endpoint, 'url' | 'region' | 'credentials'>,
  RoleName: string,
): Promise<Endpoint['credentials']> {
  const settings = { endpoint, region, credentials };
  const { Role } = await new IAMClient(settings).send(new GetRoleCommand({ RoleName }));
  const request = new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'of-a-test' });
  const { Credentials: given } = await new STSClient(settings).send(request);
  return {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
}
