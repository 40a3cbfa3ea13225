import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { RekeyConfig } from '../../lib/infra/config';
import { RekeyStack } from '../../lib/infra/rekey-stack';
import { readStatements } from './read-statements';

const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
const discover = { prefixes: ['shop/', 'ci/'], tags: { team: 'shop', discover: 'yes' } };
const issuers = { closed: { kind: 'aws-iam' }, open: { kind: 'aws-iam', discover } };
const stack = new RekeyStack(app, 'Rekey', { config: { issuers, contacts: [] } as unknown as RekeyConfig });
const template = Template.fromStack(stack);
const secret = (name: string) => `arn:<Partition>:secretsmanager:<Region>:<AccountId>:secret:${name}`;

function aboutSecrets(role: string): string[] {
  return (readStatements(template)[role] ?? []).filter((one) => one.startsWith('secretsmanager:'));
}

describe('the worker of an issuer', () => {
  test('can list no secrets, and read none but those of its issuer, unless rekey.yaml opens some', () => {
    const reads = aboutSecrets('IssuerclosedWorkerRole').filter((one) => /ListSecrets|GetSecretValue/.test(one));
    expect(reads).toEqual([expect.stringContaining('"aws:ResourceTag/rekey:issuer":"closed"')]);
  });

  test('with discover reads by name and by all of the tags what is opened, and may do no more', () => {
    const closed = aboutSecrets('IssuerclosedWorkerRole').map((one) => one.replaceAll('closed', 'open'));
    expect(aboutSecrets('IssueropenWorkerRole').filter((one) => !closed.includes(one))).toEqual([
      `secretsmanager:GetSecretValue on all but ${secret('rekey/*')} if {"StringEquals":{"aws:ResourceTag/team":"shop","aws:ResourceTag/discover":"yes"}}`,
      `secretsmanager:GetSecretValue on ${secret('ci/*')}, ${secret('shop/*')}`,
      'secretsmanager:ListSecrets on *',
    ]);
  });

  test('is told what is opened', () => {
    const functions = Object.values(template.findResources('AWS::Lambda::Function')) as {
      Properties: { Environment: { Variables: Record<string, unknown> } };
    }[];
    const told = functions.map(({ Properties }) => Properties.Environment.Variables['REKEY_DISCOVER']);
    expect(told.filter((one) => one !== undefined)).toEqual([JSON.stringify(discover)]);
  });

  test('passes cdk-nag AwsSolutions', () => {
    const { violations } = new AwsSolutionsChecks(app).validateScope(app);
    expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
  });
});
