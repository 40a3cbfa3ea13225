import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { awsIamSettings } from '../../issuers/aws-iam/aws-iam-settings';
import { issuerNameSchema } from '../../model/ids';
import { acknowledge } from '../acknowledge';
import { variantOf } from '../local-variant';
import type { RekeyFunction } from '../rekey-function';

/** What is done with the users below the path. */
const onUsers = [
  'iam:CreateAccessKey',
  'iam:DeleteAccessKey',
  'iam:DeleteUserPolicy',
  'iam:GetUserPolicy',
  'iam:ListAccessKeys',
  'iam:ListAttachedUserPolicies',
  'iam:ListGroupsForUser',
  'iam:ListUserPolicies',
  'iam:UpdateAccessKey',
];

/** Lets the worker of an `aws-iam` issuer keep the access keys of the users below its path, and of those that are named besides; or, across accounts, act as the role that may. */
export function grantIamUsers(
  worker: RekeyFunction,
  { issuerName, kind, settings }: { issuerName: string; kind: string; settings?: Readonly<Record<string, string>> },
): void {
  const {
    path,
    users: named = [],
    roleArn,
    boundary,
  } = awsIamSettings({
    name: issuerNameSchema.parse(issuerName),
    kind,
    ...(settings === undefined ? {} : { settings: { ...settings } }),
  });
  if (roleArn !== undefined) {
    worker.role.addToPolicy(new PolicyStatement({ actions: ['sts:AssumeRole'], resources: [roleArn] }));
    return;
  }
  const { usersWithoutPath } = variantOf(worker.node);
  const arnOf = (user: string) => Stack.of(worker).formatArn({ service: 'iam', region: '', resource: `user${user}` });
  const users = [
    arnOf(`${usersWithoutPath ? '/' : path}*`),
    ...(usersWithoutPath ? [] : named.map((user) => arnOf(`/${user}`))),
  ];
  worker.role.addToPolicy(new PolicyStatement({ actions: onUsers, resources: users }));
  // For the refusal of sessions. IAM cannot bound what the policy says: a boundary on the users does, where one is named.
  const bounded =
    boundary === undefined ? {} : { conditions: { StringEquals: { 'iam:PermissionsBoundary': boundary } } };
  worker.role.addToPolicy(new PolicyStatement({ actions: ['iam:PutUserPolicy'], resources: users, ...bounded }));
  const lastUsed = usersWithoutPath ? ['*'] : users;
  worker.role.addToPolicy(new PolicyStatement({ actions: ['iam:GetAccessKeyLastUsed'], resources: lastUsed }));
  // IAM lets nobody narrow it down; it shows names and no keys.
  worker.role.addToPolicy(new PolicyStatement({ actions: ['iam:ListUsers'], resources: ['*'] }));
  acknowledge(worker.role, {
    [`IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:user${usersWithoutPath ? '/' : path}*]`]:
      'keys.yaml names the users after the deployment; the path is what sets them apart, and only those who may make users there add to it',
  });
}
