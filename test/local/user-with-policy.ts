import { randomBytes } from 'node:crypto';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import type { Endpoint } from '../../lib/local/endpoint';
import type { Credentials } from './assume';

/** An IAM user with keys of its own and one inline policy, which is all that it may do. */
export async function userWithPolicy(
  { url, region, credentials }: Pick<Endpoint, 'url' | 'region' | 'credentials'>,
  policy: object,
): Promise<{ arn: string; credentials: Credentials }> {
  const iam = new IAMClient({ endpoint: url, region, credentials });
  const UserName = `operator-${randomBytes(8).toString('hex')}`;
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = JSON.stringify(policy);
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'operator', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return {
    arn: User?.Arn ?? '',
    credentials: { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' },
  };
}
