import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { environment } from '../../functions/wiring/environment';
import { HealthForwarderStack } from '../../lib/infra/intake/health-forwarder-stack';
import type { IssuerName } from '../../lib/model/ids';
import { withQueuesOf } from './expected-statements';
import { readStatements } from './read-statements';
import { stackOf } from './synthesised';

const doors = {
  github: { url: 'https://api.github.com' },
  report: {},
  awsHealth: { issuers: ['unleash' as IssuerName] },
};
const { app, stack } = stackOf({ doors });
const template = Template.fromStack(stack);
const reading = (...names: string[]) => {
  const arns = names.map((name) => `arn:<Partition>:secretsmanager:<Region>:<AccountId>:secret:${name}`);
  return `secretsmanager:GetSecretValue on ${arns.join(', ')}`;
};

function count(of: Template, type: string, Properties: object): number {
  return Object.keys(of.findResources(type, { Properties })).length;
}

describe('a stack with every door', () => {
  test('passes cdk-nag AwsSolutions', () => {
    const { violations } = new AwsSolutionsChecks(app).validateScope(app);

    expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
  });

  test('gives intake the signing keys, match the tokens and fingerprints, and no other role anything', () => {
    const all = withQueuesOf(['github', 'report', 'awshealth']);
    const { RekeyLeakIntakeRole: intake = [], RekeyLeakIntakeMatchRole: match = [], ...others } = all;
    const expected = {
      ...others,
      RekeyLeakIntakeRole: [...intake, reading('rekey/doors/github-??????', 'rekey/doors/report-??????')],
      RekeyLeakIntakeMatchRole: [
        ...match,
        reading('rekey/doors/github-token/*'),
        'kms:GenerateMac on RekeyFingerprintKey.Arn',
      ],
    };
    const sorted = Object.entries(expected).map(([role, statements]) => [role, statements.toSorted()]);
    expect(readStatements(template)).toEqual(Object.fromEntries(sorted));
  });

  test('authorises by IAM whatever is no door', () => {
    const routes = Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(
      ({ Properties }) => Properties,
    );
    const open = routes.filter((route) => route['AuthorizationType'] !== 'AWS_IAM').map((route) => route['RouteKey']);
    expect(open.map(String).toSorted()).toEqual(['POST /leaks/github', 'POST /leaks/report']);
  });

  test('limits the rate of each door by itself, above 2,000 a minute', () => {
    const rate = { ThrottlingBurstLimit: 200, ThrottlingRateLimit: 100 };
    expect(
      count(template, 'AWS::ApiGatewayV2::Stage', {
        DefaultRouteSettings: { ThrottlingRateLimit: 25 },
        RouteSettings: { 'POST /leaks/github': rate, 'POST /leaks/report': rate },
      }),
    ).toBe(1);
  });

  test('sends credential exposures of AWS Health to the reports, and nothing else of it', () => {
    expect(
      count(template, 'AWS::Events::Rule', {
        EventPattern: {
          source: ['aws.health'],
          'detail-type': ['AWS Health Event'],
          detail: { service: ['RISK'], eventTypeCode: Match.arrayWith(['AWS_RISK_CREDENTIALS_EXPOSED']) },
        },
        EventBusName: Match.absent(),
        Targets: [
          {
            Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('LeakIntakeReportsawshealthQueue'), 'Arn'] },
            DeadLetterConfig: Match.anyValue(),
          },
        ],
      }),
    ).toBe(1);
  });

  test('tells match what it needs, and intake where the reports of doors go', () => {
    const variables = (id: string) => {
      const functions = Object.entries(template.findResources('AWS::Lambda::Function'));
      const found = functions.find(([logicalId]) => logicalId.replace(/[0-9A-F]{8}$/, '') === id);
      const properties = found?.[1]['Properties'] as { Environment: { Variables: Record<string, string> } } | undefined;
      return properties?.Environment.Variables ?? {};
    };
    const names = (id: string) => Object.keys(variables(id)).filter((name) => name.startsWith('REKEY_'));
    expect(names('RekeyLeakIntakeHandler').toSorted()).toEqual([
      'REKEY_DOOR_REPORTS',
      'REKEY_FINGERPRINT_KEY',
      'REKEY_ISSUERS',
      'REKEY_ISSUERS_DIGEST',
      'REKEY_ISSUERS_PATH',
      'REKEY_REPORTS',
    ]);
    expect(names('RekeyLeakIntakeMatchHandler').toSorted()).toEqual([
      'REKEY_FINGERPRINT_KEY',
      'REKEY_GITHUB_URL',
      'REKEY_HEALTH_ISSUERS',
      'REKEY_ISSUERS',
      'REKEY_ISSUERS_DIGEST',
      'REKEY_ISSUERS_PATH',
      'REKEY_TABLE',
    ]);
    const before = process.env;
    process.env = variables('RekeyLeakIntakeMatchHandler');
    expect(environment(['REKEY_HEALTH_ISSUERS']).REKEY_HEALTH_ISSUERS).toEqual(['unleash']);
    process.env = before;
  });
});

describe('a stack with one door', () => {
  const one = Template.fromStack(stackOf({ doors: { report: {} } }).stack);

  test('has that route, and no other role may more than before', () => {
    const { RekeyLeakIntakeRole: intake = [], ...others } = withQueuesOf(['report']);
    const expected = { ...others, RekeyLeakIntakeRole: [...intake, reading('rekey/doors/report-??????')] };
    const sorted = Object.entries(expected).map(([role, statements]) => [role, statements.toSorted()]);
    expect(readStatements(one)).toEqual(Object.fromEntries(sorted));
  });
});

describe('a stack without doors', () => {
  test('is what it was: nothing named after a door, no settings of routes', () => {
    const text = JSON.stringify(Template.fromStack(stackOf().stack).toJSON());
    expect(text).not.toMatch(/Doors|rekey\/doors|RouteSettings":{"POST|aws\.health/);
  });
});

describe('the forwarder of AWS Health events', () => {
  const forwarding = new App({ context: { '@aws-cdk/core:newStyleStackSynthesis': true } });
  const forwarder = new HealthForwarderStack(forwarding, 'Forwarder', {
    homeRegion: 'eu-central-1',
    env: { account: '111122223333', region: 'us-east-1' },
  });

  test('puts credential exposures on the default bus of the home region', () => {
    expect(
      count(Template.fromStack(forwarder), 'AWS::Events::Rule', {
        EventPattern: { source: ['aws.health'], detail: { service: ['RISK'] } },
        Targets: [
          {
            Arn: {
              'Fn::Join': [
                '',
                ['arn:', { Ref: 'AWS::Partition' }, ':events:eu-central-1:111122223333:event-bus/default'],
              ],
            },
            RoleArn: Match.anyValue(),
            DeadLetterConfig: Match.anyValue(),
          },
        ],
      }),
    ).toBe(1);
  });

  test('passes cdk-nag AwsSolutions', () => {
    const { violations } = new AwsSolutionsChecks(forwarding).validateScope(forwarding);

    expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
  });
});
