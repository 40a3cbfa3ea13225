import { Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { readStatements } from '../read-statements';
import { stackOf } from '../synthesised';

const { stack } = stackOf({ registrations: { shop: ['shop/*', 'ci/publish'] } });
const role = (id: string) => new Role(stack, id, { assumedBy: new AccountRootPrincipal() });
stack.rekey.grantRegister(role('Platform'));
stack.registrations['shop']?.grantRegister(role('Team'));
const template = Template.fromStack(stack);
const statements = readStatements(template);
const doors = Object.values(template.findResources('AWS::Lambda::Function')).flatMap(({ Properties }) => {
  const properties = Properties as { FunctionName?: string; Environment: { Variables: Record<string, unknown> } };
  return properties.FunctionName === undefined ? [] : [properties];
});

describe('the doors for stacks', () => {
  test('have fixed names, since a custom resource can never change its function', () => {
    expect(doors.map(({ FunctionName }) => String(FunctionName)).toSorted()).toEqual([
      'Rekey-register',
      'Rekey-register-shop',
    ]);
  });

  test('are for all keys, or for those that were named', () => {
    const keys = doors.map(({ FunctionName, Environment }) => [
      FunctionName,
      Environment.Variables['REKEY_REGISTER_KEYS'],
    ]);
    expect(Object.fromEntries(keys)).toEqual({
      'Rekey-register': undefined,
      'Rekey-register-shop': '["shop/*","ci/publish"]',
    });
  });

  test.each([
    ['Platform', 'RekeyAnyKeysRegisterHandler'],
    ['Team', 'RekeyRegistrationshopRegisterHandler'],
  ])('grantRegister lets %s through its own door and nothing else', (name, door) => {
    expect(statements[name]).toEqual([`lambda:InvokeFunction on ${door}.Arn`]);
  });

  test('can hand over what they accepted, and nothing else', () => {
    expect(statements['RekeyRegistrationshopRegisterRole']).toEqual([
      'logs:CreateLogStream, logs:PutLogEvents on RekeyRegistrationshopRegisterLog.Arn',
      'sqs:GetQueueAttributes, sqs:GetQueueUrl, sqs:SendMessage on RekeyRegistrarRegistrationsDeadLetters.Arn, RekeyRegistrarRegistrationsQueue.Arn',
      'xray:PutTelemetryRecords, xray:PutTraceSegments on *',
    ]);
  });

  test('do not try for longer than a request stays new', () => {
    const configs = Object.values(template.findResources('AWS::Lambda::EventInvokeConfig')).map(
      ({ Properties }) => Properties as object,
    );
    expect(configs).toContainEqual(expect.objectContaining({ MaximumEventAgeInSeconds: 300, MaximumRetryAttempts: 2 }));
  });

  test('refuse a pattern that is none', () => {
    expect(() => stack.rekey.registration('typo', { keys: ['shop*'] })).toThrow(/"shop\*" is no key and no folder/);
    expect(() => stack.rekey.registration('none', { keys: [] })).toThrow(/names no key/);
  });

  test('the queue behind them is encrypted, and keeps the addresses for an hour', () => {
    const [queue] = Object.entries(template.findResources('AWS::SQS::Queue'))
      .filter(([id]) => id.startsWith('RekeyRegistrarRegistrationsQueue'))
      .map(([, { Properties }]) => Properties as object);
    expect(queue).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 3600 });
  });

  test('whoever sends messages to itself is not ended as a loop', () => {
    const looping = template.findResources('AWS::Lambda::Function', { Properties: { RecursiveLoop: 'Allow' } });
    expect(
      Object.keys(looping)
        .map((id) => id.replace(/Handler.*/, ''))
        .toSorted(),
    ).toEqual(['IssuerotheroneWorker', 'IssuerunleashWorker', 'RekeyRegistrarDeclare']);
  });
});
