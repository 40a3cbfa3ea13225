import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { RekeyConfig } from '../../../lib/infra/config';
import { RekeyStack } from '../../../lib/infra/rekey-stack';
import { readStatements } from '../read-statements';

const boundary = 'arn:aws:iam::123456789012:policy/rekey-users';
const roleArn = 'arn:aws:iam::210987654321:role/rekey';

function stackWith(context: Record<string, unknown> = {}): { app: App; template: Template } {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [], ...context } });
  const issuers = {
    own: { kind: 'aws-iam' },
    bounded: { kind: 'aws-iam', settings: { path: '/ci/', boundary } },
    named: { kind: 'aws-iam', settings: { users: 'ci-publish, division/ci-deploy' } },
    abroad: { kind: 'aws-iam', settings: { roleArn, externalId: 'rekey-of-example' } },
  };
  const stack = new RekeyStack(app, 'Rekey', { config: { issuers, contacts: [] } as unknown as RekeyConfig });
  return { app, template: Template.fromStack(stack) };
}

/** What the role may do with IAM, STS and the admin secrets of issuers. */
function aboutUsers(template: Template, role: string): string[] {
  return (readStatements(template)[role] ?? []).filter((one) => /^(iam|sts):|rekey\/admin/.test(one));
}

describe('the worker of an aws-iam issuer', () => {
  const { app, template } = stackWith();
  const users = 'arn:<Partition>:iam::<AccountId>:user/rekey/*';

  test('may keep the access keys of users below the path, and put a policy on them', () => {
    expect(aboutUsers(template, 'IssuerownWorkerRole')).toEqual([
      [
        'iam:CreateAccessKey, iam:DeleteAccessKey, iam:DeleteUserPolicy, iam:GetUserPolicy, iam:ListAccessKeys,',
        'iam:ListAttachedUserPolicies, iam:ListGroupsForUser, iam:ListUserPolicies,',
        `iam:UpdateAccessKey on ${users}`,
      ].join(' '),
      `iam:GetAccessKeyLastUsed on ${users}`,
      'iam:ListUsers on *',
      `iam:PutUserPolicy on ${users}`,
    ]);
  });

  test('may put a policy on users with the named boundary only', () => {
    expect(aboutUsers(template, 'IssuerboundedWorkerRole')).toContain(
      `iam:PutUserPolicy on ${users.replace('rekey', 'ci')} if {"StringEquals":{"iam:PermissionsBoundary":"${boundary}"}}`,
    );
  });

  test('may keep those of users that are named besides, and of no others outside the path', () => {
    const named = ['arn:<Partition>:iam::<AccountId>:user/ci-publish', users, 'user/division/ci-deploy'];
    const [onKeys] = aboutUsers(template, 'IssuernamedWorkerRole');

    for (const one of named) expect(onKeys).toContain(one);
    expect(onKeys).not.toContain('user/*');
  });

  test('of another account may act as that role alone', () => {
    expect(aboutUsers(template, 'IssuerabroadWorkerRole')).toEqual([`sts:AssumeRole on ${roleArn}`]);
  });

  test('passes cdk-nag AwsSolutions', () => {
    const { violations } = new AwsSolutionsChecks(app).validateScope(app);

    expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
  });
});
