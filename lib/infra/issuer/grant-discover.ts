import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { discoverScopeSchema, ownSecrets } from '../../model/discovery/discover-scope';
import { acknowledge } from '../acknowledge';
import type { RekeyFunction } from '../rekey-function';

/** Lets a worker list secrets and read those that a scope opens, and tells it which those are. @throws ZodError for a beginning that is none */
export function grantDiscover(
  worker: RekeyFunction,
  opened: { readonly prefixes?: readonly string[]; readonly tags?: Readonly<Record<string, string>> },
): void {
  const scope = discoverScopeSchema.parse(opened);
  const secrets = (name: string) =>
    Stack.of(worker).formatArn({ service: 'secretsmanager', resource: `secret:${name}` });
  const read = ['secretsmanager:GetSecretValue'];
  worker.handler.addEnvironment('REKEY_DISCOVER', JSON.stringify(scope));
  // IAM cannot narrow it down; it shows names and tags, and no values.
  worker.role.addToPolicy(new PolicyStatement({ actions: ['secretsmanager:ListSecrets'], resources: ['*'] }));
  if (scope.prefixes.length > 0) {
    const resources = scope.prefixes.map((prefix) => secrets(`${prefix}*`));
    worker.role.addToPolicy(new PolicyStatement({ actions: read, resources }));
  }
  const tags = Object.entries(scope.tags).map(([name, value]) => [`aws:ResourceTag/${name}`, value] as const);
  if (tags.length > 0) {
    const conditions = { StringEquals: Object.fromEntries(tags) };
    // Whatever tag somebody puts there: admin credentials, signing keys and tokens stand below it.
    const notResources = [secrets(`${ownSecrets}*`)];
    worker.role.addToPolicy(new PolicyStatement({ actions: read, notResources, conditions }));
  }
  for (const prefix of scope.prefixes) {
    acknowledge(worker.role, {
      [`IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:${prefix}*]`]:
        'rekey.yaml opens these secrets to discovery, by the beginning of their names, in so many words',
    });
  }
}
