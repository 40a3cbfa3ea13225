import { randomBytes } from 'node:crypto';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import type { Endpoint } from '../../lib/local/endpoint';
import type { Credentials } from './assume';

/** An IAM user with keys of its own, who may call one part of an HTTP API: `<api id>/<stage>/<method>/<path>`. */
export async function operatorUser(
  { url, region, credentials }: Pick<Endpoint, 'url' | 'region' | 'credentials'>,
  resource: string,
): Promise<{ arn: string; credentials: Credentials }> {
  const iam = new IAMClient({ endpoint: url, region, credentials });
  const UserName = `operator-${randomBytes(8).toString('hex')}`;
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  const Statement = [
    { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `arn:aws:execute-api:${region}:*:${resource}` },
  ];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'operator', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return {
    arn: User?.Arn ?? '',
    credentials: { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' },
  };
}
