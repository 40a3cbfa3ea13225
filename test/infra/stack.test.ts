import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { routes } from '../../lib/api/routes';
import { routeKeyOf } from '../../lib/api/route';
import { readStatements } from './read-statements';
import { expectedStatements } from './expected-statements';
import { stackOf } from './synthesised';

// One synthesis for all: loading aws-cdk-lib takes seconds.
const { app, stack } = stackOf();
const template = Template.fromStack(stack);
const resources = (type: string) => Object.entries(template.findResources(type)) as [string, Resource][];
const found = (type: string, Properties: unknown) => Object.keys(template.findResources(type, { Properties }));
interface Resource {
  DeletionPolicy?: string;
  Properties: Record<string, unknown>;
}

describe('the stack on AWS', () => {
  test('passes cdk-nag AwsSolutions', () => {
    const { violations } = new AwsSolutionsChecks(app).validateScope(app);

    expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
  });

  test('gives each role these statements and no other', () => {
    const expected = Object.entries(expectedStatements).map(([role, statements]) => [role, statements.toSorted()]);
    expect(readStatements(template)).toEqual(Object.fromEntries(expected));
  });

  describe('the ledger', () => {
    const [, table] = resources('AWS::DynamoDB::Table')[0]!;

    test('is kept when the stack goes, and cannot be deleted', () => {
      expect(table.DeletionPolicy).toBe('Retain');
      expect(table.Properties['DeletionProtectionEnabled']).toBe(true);
      expect(table.Properties['PointInTimeRecoverySpecification']).toEqual({ PointInTimeRecoveryEnabled: true });
    });

    test('is encrypted with a key of the customer, and streams new images', () => {
      expect(table.Properties['SSESpecification']).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
      expect(table.Properties['StreamSpecification']).toEqual({ StreamViewType: 'NEW_IMAGE' });
    });

    test.each(['due', 'owner', 'all'])('has the index %s', (name) => {
      const indexes = table.Properties['GlobalSecondaryIndexes'] as { IndexName: string; KeySchema: unknown }[];
      expect(indexes.find(({ IndexName }) => IndexName === name)?.KeySchema).toEqual([
        { AttributeName: `${name}Pk`, KeyType: 'HASH' },
        { AttributeName: `${name}Sk`, KeyType: 'RANGE' },
      ]);
    });
  });

  test('keeps the fingerprint key, which is an HMAC key', () => {
    const [, key] = resources('AWS::KMS::Key').find(([, { Properties }]) => Properties['KeySpec'] === 'HMAC_256')!;
    expect(key.DeletionPolicy).toBe('Retain');
    expect(key.Properties['KeyUsage']).toBe('GENERATE_VERIFY_MAC');
  });

  describe('every function', () => {
    const functions = resources('AWS::Lambda::Function');

    test('there are ten, and a worker for each issuer', () => {
      expect(functions).toHaveLength(12);
    });

    test.each(functions)('%s runs on nodejs24.x and arm64, traced, with a log of its own', (_id, { Properties }) => {
      expect(Properties['Runtime']).toBe('nodejs24.x');
      expect(Properties['Architectures']).toEqual(['arm64']);
      expect(Properties['TracingConfig']).toEqual({ Mode: 'Active' });
      expect(Properties['LoggingConfig']).toHaveProperty('LogGroup');
    });

    test.each(functions)('%s reserves no concurrency', (_id, { Properties }) => {
      expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    });
  });

  test.each(resources('AWS::Logs::LogGroup'))('the log %s is kept for two weeks', (_id, { Properties }) => {
    expect(Properties['RetentionInDays']).toBe(14);
  });

  describe('every asynchronous edge', () => {
    const queues = resources('AWS::SQS::Queue');
    const letters = queues.filter(([, { Properties }]) => Properties['RedrivePolicy'] === undefined);

    test('ends in a dead-letter queue: a queue without one is one', () => {
      expect(letters.map(([id]) => id).filter((id) => !/DeadLetters|UndeliveredEvents/.test(id))).toEqual([]);
    });

    test.each(letters)('%s has an alarm as soon as it holds anything', (id) => {
      expect(
        found('AWS::CloudWatch::Alarm', {
          MetricName: 'ApproximateNumberOfMessagesVisible',
          Threshold: 1,
          Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [id, 'QueueName'] } }],
        }),
      ).not.toEqual([]);
    });

    test('can be redriven through the API, whichever dead-letter queue it ends in', () => {
      // What operate reads when it starts: where its own letters are, and the settings of the issuers.
      const parameters = resources('AWS::SSM::Parameter').map(([, { Properties }]) => Properties['Value']);
      const text = JSON.stringify(parameters);
      const sources = queues.filter((queue) => !letters.includes(queue));
      const byPolicy = sources
        .filter(([id]) => text.includes(`{"Ref":"${id}"}`))
        .map(([, { Properties }]) => JSON.stringify(Properties['RedrivePolicy']));
      for (const [id] of letters) {
        expect([id, text.includes(`{"Ref":"${id}"}`) || byPolicy.some((policy) => policy.includes(`"${id}"`))]).toEqual(
          [id, true],
        );
      }
    });

    test.each(queues.filter((queue) => !letters.includes(queue)))('%s has an alarm on its oldest message', (id) => {
      expect(
        found('AWS::CloudWatch::Alarm', {
          MetricName: 'ApproximateAgeOfOldestMessage',
          Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [id, 'QueueName'] } }],
        }),
      ).not.toEqual([]);
    });

    test.each(queues)('%s refuses what does not come over TLS', (id) => {
      expect(
        found('AWS::SQS::QueuePolicy', {
          Queues: [{ Ref: id }],
          PolicyDocument: Match.objectLike({
            Statement: Match.arrayWith([
              Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
            ]),
          }),
        }),
      ).not.toEqual([]);
    });

    test('a rule has a dead-letter queue for each target', () => {
      const targets = resources('AWS::Events::Rule').flatMap(([, { Properties }]) => Properties['Targets'] as object[]);
      // The sweep, the weekly summary, the bus, the hour of each issuer, and two kinds of change to a secret.
      expect(targets).toHaveLength(7);
      for (const target of targets) expect(target).toHaveProperty('DeadLetterConfig');
    });

    test('an invocation by the rule has a destination for failures', () => {
      expect(
        found('AWS::Lambda::EventInvokeConfig', {
          DestinationConfig: { OnFailure: Match.anyValue() },
          MaximumRetryAttempts: 0,
        }),
      ).not.toEqual([]);
    });

    test('the stream gives up a poisoned record, and says so', () => {
      expect(
        found('AWS::Lambda::EventSourceMapping', {
          StartingPosition: 'TRIM_HORIZON',
          MaximumRecordAgeInSeconds: 3600,
          BisectBatchOnFunctionError: true,
          DestinationConfig: { OnFailure: Match.anyValue() },
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          FilterCriteria: {
            Filters: [
              {
                Pattern: JSON.stringify({
                  eventName: ['INSERT'],
                  dynamodb: {
                    Keys: { sk: { S: [{ prefix: 'ENTRY#' }] } },
                    NewImage: { duePk: { S: [{ exists: true }] } },
                  },
                }),
              },
            ],
          },
        }),
      ).not.toEqual([]);
    });

    test('a queue gives a worker one message at a time, and ten to what reads them together, with a share of the concurrency', () => {
      const mappings = resources('AWS::Lambda::EventSourceMapping')
        .map(([, { Properties }]) => Properties)
        .filter((mapping) => !('StartingPosition' in mapping));
      expect(mappings).toHaveLength(8);
      for (const mapping of mappings) {
        const isTogether = /LeakIntakeReports|NotifierMessages|SecretWatchChanges/.test(JSON.stringify(mapping));
        expect(mapping).toMatchObject({
          BatchSize: isTogether ? 10 : 1,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          ScalingConfig: { MaximumConcurrency: expect.any(Number) },
        });
      }
    });
  });

  describe('alarms', () => {
    const alarms = resources('AWS::CloudWatch::Alarm');

    test.each(alarms)('%s acts on the topic', (_id, { Properties }) => {
      expect(Properties['AlarmActions']).toEqual([{ Ref: expect.stringMatching(/Topic/) }]);
    });

    test('a sweep that falls silent is one: missing data breaches', () => {
      expect(
        found('AWS::CloudWatch::Alarm', {
          MetricName: 'SweepCompleted',
          Dimensions: [{ Name: 'service', Value: 'rekey' }],
          TreatMissingData: 'breaching',
          ComparisonOperator: 'LessThanThreshold',
        }),
      ).not.toEqual([]);
    });

    test.each([
      ['IssuerRefusedAdmin', { Name: 'issuer', Value: 'unleash' }],
      ['IssuerRefusedAdmin', { Name: 'issuer', Value: 'other-one' }],
      ['EntryTold', { Name: 'type', Value: 'rotation-failed' }],
      ['EntryTold', { Name: 'type', Value: 'version-still-alive' }],
      ['EntryTold', { Name: 'type', Value: 'expiry-overdue' }],
      ['EntryTold', { Name: 'type', Value: 'incident-reminded' }],
    ])('%s %j is one', (MetricName, dimension) => {
      expect(
        found('AWS::CloudWatch::Alarm', {
          Namespace: 'Rekey',
          MetricName,
          Dimensions: Match.arrayWith([dimension]),
        }),
      ).not.toEqual([]);
    });
  });

  describe('the operator API', () => {
    const deployed = resources('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties);

    test('has the routes of the one list', () => {
      expect(deployed.map((route) => String(route['RouteKey'])).toSorted()).toEqual(
        Object.values(routes).map(routeKeyOf).toSorted(),
      );
    });

    test('authorises each by IAM', () => {
      expect(new Set(deployed.map((route) => route['AuthorizationType']))).toEqual(new Set(['AWS_IAM']));
    });
  });
});

describe('the stack at a local endpoint', () => {
  const local = Template.fromStack(stackOf({ local: true }).stack);

  test('goes as a whole', () => {
    const kept = ['AWS::DynamoDB::Table', 'AWS::KMS::Key'].flatMap((type) => Object.values(local.findResources(type)));
    expect(new Set(kept.map(({ DeletionPolicy }) => DeletionPolicy))).toEqual(new Set(['Delete']));
    expect(local.findResources('AWS::DynamoDB::Table', { Properties: { DeletionProtectionEnabled: true } })).toEqual(
      {},
    );
  });

  test('asks for no TLS, which its endpoint does not speak', () => {
    expect(JSON.stringify(local.toJSON())).not.toContain('aws:SecureTransport');
  });

  test('lets keys rotate often, and webhooks lead to this machine', () => {
    const variables = { REKEY_MINIMUM_INTERVAL_SECONDS: '10', REKEY_LOCAL_WEBHOOKS: 'true' };
    const functions = local.findResources('AWS::Lambda::Function', {
      Properties: { Environment: { Variables: variables } },
    });
    expect(Object.keys(functions).map((id) => id.replace(/Handler.*/, ''))).toEqual([
      'RekeyOperatorApiOperate',
      'RekeyRegistrarDeclare',
    ]);
  });

  test('gives its roles the same statements, the sweep the sending of batches, which AWS has no action for, and any path where its endpoint does not look at it', () => {
    const withPath = (statement: string) => statement.replace('GetParametersByPath on *, ', 'GetParametersByPath on ');
    const here = Object.entries(readStatements(local));
    const bounded = here.map(([role, statements]) => [role, statements.map(withPath).toSorted()] as const);
    const { RekeySweeperSweepRole: locally = [], ...others } = Object.fromEntries(bounded);
    const { RekeySweeperSweepRole: onAws = [], ...same } = readStatements(template);
    expect(others).toEqual(same);
    expect(locally).toEqual(expect.arrayContaining(onAws));
    const queues = 'IssuerotheroneContainmentsQueue.Arn, IssuerotheroneRotationsQueue.Arn';
    const besides = locally.filter((statement) => !onAws.includes(statement));
    expect(besides).toEqual([expect.stringContaining(`sqs:SendMessageBatch on ${queues}`)]);
  });
});
