import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { User } from 'aws-cdk-lib/aws-iam';
import type { Rekey } from '../../lib/infra/rekey';
import { stackOf } from '../infra/synthesised';

/** The policy that the construct's grant writes for a user, with the references that a deployment resolves. */
export function grantedPolicy(
  grant: (rekey: Rekey, user: User) => unknown,
  deployed: { apiId: string; region: string; account: string },
): object {
  const { stack } = stackOf({ local: true });
  const user = new User(stack, 'Operator');
  grant(stack.rekey, user);
  const logicalId = Stack.of(user).getLogicalId(user.node.defaultChild as never);
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  const [policy] = policies.filter(
    ({ Properties }) => JSON.stringify(Properties['Users']) === `[{"Ref":"${logicalId}"}]`,
  );
  const text = JSON.stringify(policy?.['Properties']['PolicyDocument'], (_name, value: unknown) =>
    resolved(value, deployed),
  );
  return JSON.parse(text) as object;
}

/** `Fn::Join` and `Ref`, which is all that an ARN of the API is made of. */
function resolved(value: unknown, deployed: { apiId: string; region: string; account: string }): unknown {
  if (typeof value !== 'object' || value === null || !('Fn::Join' in value)) return value;
  const [, parts] = value['Fn::Join'] as [string, (string | { Ref: string })[]];
  const known: Record<string, string> = {
    'AWS::Partition': 'aws',
    'AWS::Region': deployed.region,
    'AWS::AccountId': deployed.account,
  };
  return parts.map((part) => (typeof part === 'string' ? part : (known[part.Ref] ?? deployed.apiId))).join('');
}
