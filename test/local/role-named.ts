import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import type { Endpoint } from '../../lib/local/endpoint';

/** The name of a role of the stack, by the beginning of its logical id. @throws Error when there is none */
export async function roleNamed(
  { url: endpoint, region, credentials }: Pick<Endpoint, 'url' | 'region' | 'credentials'>,
  logicalId: string,
): Promise<string> {
  const client = new CloudFormationClient({ endpoint, region, credentials });
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: 'Rekey' })) {
    for (const { ResourceType, LogicalResourceId, PhysicalResourceId } of StackResourceSummaries) {
      const is = LogicalResourceId?.replace(/[0-9A-F]{8}$/, '') === logicalId;
      if (is && ResourceType === 'AWS::IAM::Role' && PhysicalResourceId) return PhysicalResourceId;
    }
  }
  throw new Error(`the stack has no role ${logicalId}`);
}
