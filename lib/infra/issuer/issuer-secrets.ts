import { Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { acknowledge } from '../acknowledge';
import type { RekeyFunction } from '../rekey-function';

/** Name of the tag that binds a secret to the issuer whose worker may write it. */
const issuerTag = 'rekey:issuer';

/** All tags that a worker may put. */
const ownTags = ['rekey:installation', issuerTag, 'rekey:key'];

/** Lets a worker read its issuer's admin credential, and make, read and write the secrets that carry its issuer's tag; and tells it where the credential is. */
export function grantIssuerSecrets(
  worker: RekeyFunction,
  props: {
    issuerName: string;
    admin?: string | undefined;
    secretNames?: readonly string[];
    kmsKeys?: readonly string[];
  },
): void {
  const secret = (name: string) =>
    Stack.of(worker).formatArn({ service: 'secretsmanager', resource: `secret:${name}` });
  const named = (props.secretNames ?? ['*']).map(secret);
  // `aws:ResourceTag` and not `secretsmanager:ResourceTag`: the same on AWS, and the only one local endpoints evaluate.
  const ours = { [`aws:ResourceTag/${issuerTag}`]: props.issuerName };
  const asked = { [`aws:RequestTag/${issuerTag}`]: props.issuerName };
  if (props.admin !== undefined) worker.handler.addEnvironment('REKEY_ADMIN_SECRET', props.admin);
  const statements = [
    // AWS puts "-" and six random characters behind a secret's name.
    ...(props.admin === undefined
      ? []
      : [{ actions: ['secretsmanager:GetSecretValue'], resources: [secret(`${props.admin}-??????`)] }]),
    // Without a condition on the tag: a secret that does not exist yet has none, and describing shows no value.
    { actions: ['secretsmanager:DescribeSecret'], resources: [secret('*')] },
    {
      actions: [
        'secretsmanager:GetSecretValue',
        'secretsmanager:ListSecretVersionIds',
        'secretsmanager:PutSecretValue',
        'secretsmanager:UpdateSecretVersionStage',
      ],
      resources: [secret('*')],
      conditions: { StringEquals: ours },
    },
    { actions: ['secretsmanager:CreateSecret'], resources: named, conditions: { StringEquals: asked } },
    {
      // AWS asks for this besides CreateSecret when a secret is made with tags; and it is how one that exists is adopted. It must not take a secret from another issuer.
      actions: ['secretsmanager:TagResource'],
      resources: named,
      conditions: {
        StringEquals: asked,
        StringEqualsIfExists: ours,
        'ForAllValues:StringEquals': { 'aws:TagKeys': ownTags },
      },
    },
  ];
  for (const statement of statements) worker.role.addToPolicy(new PolicyStatement(statement));
  // Whatever is allowed by name: an admin credential has no tag, and one that a worker could put there would open it.
  worker.role.addToPolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      actions: ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'],
      resources: [secret('rekey/*')],
    }),
  );
  if (props.kmsKeys !== undefined && props.kmsKeys.length > 0) {
    // Secrets Manager uses a customer-managed key as whoever calls it:
    // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
    worker.role.addToPolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [...props.kmsKeys],
        conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${Stack.of(worker).region}.amazonaws.com` } },
      }),
    );
  }
  const prefix = 'IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:';
  for (const name of ['*', 'rekey/*', ...(props.secretNames ?? [])]) {
    acknowledge(worker.role, {
      [`${prefix}${name}]`]:
        'keys.yaml names the secrets after the deployment; the tag of the issuer bounds what is read and written',
    });
  }
}
