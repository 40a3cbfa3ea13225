import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Endpoint } from '../../lib/local/endpoint';

/** Credentials of an IAM principal. */
export type Credentials = Endpoint['credentials'];

/** Credentials of a role of the stack, by the beginning of its logical id; the endpoint's root may assume any. */
export async function assumeRoleOf(
  { url: endpoint, region, credentials }: Pick<Endpoint, 'url' | 'region' | 'credentials'>,
  logicalId: string,
): Promise<Credentials> {
  const settings = { endpoint, region, credentials };
  const roleName = await roleNamed(new CloudFormationClient(settings), logicalId);
  const { Role } = await new IAMClient(settings).send(new GetRoleCommand({ RoleName: roleName }));
  const request = new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'least-privilege' });
  const { Credentials: given } = await new STSClient(settings).send(request);
  return {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
}

async function roleNamed(client: CloudFormationClient, logicalId: string): Promise<string> {
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: 'Rekey' })) {
    for (const { ResourceType, LogicalResourceId, PhysicalResourceId } of StackResourceSummaries) {
      const is = LogicalResourceId?.replace(/[0-9A-F]{8}$/, '') === logicalId;
      if (is && ResourceType === 'AWS::IAM::Role' && PhysicalResourceId) return PhysicalResourceId;
    }
  }
  throw new Error(`the stack has no role ${logicalId}`);
}
