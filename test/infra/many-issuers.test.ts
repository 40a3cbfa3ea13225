import { NestedStack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RekeyConfig } from '../../lib/infra/config';
import { inFull } from './in-full';
import { readStatements } from './read-statements';
import { stackOf } from './synthesised';

/** Of 32 characters, as long as a name may be. */
const nameOf = (n: number) => `issuer-with-a-rather-long-nam-${String(n).padStart(2, '0')}`;
const example = readFileSync(join(__dirname, '..', '..', 'examples', 'issuer', 'instant.yaml'), 'utf8');
/** The example's catalogue with a pattern of so many letters that no compression makes much shorter. */
const catalogueWith = (letters: number) =>
  example.replace(
    'ins_',
    randomBytes(letters)
      .toString('base64')
      .replaceAll(/[^A-Za-z0-9]/g, '')
      .slice(0, letters),
  );

/** What no environment holds, what none holds besides all else, what just finds room, and no catalogue of one's own. */
const lettersOf = [5400, 2400, 1300, undefined];

/** Forty issuers with the longest names, their catalogues by turns as long. Eight stand in the stack, a dozen in each nested one. */
const issuers = Object.fromEntries(
  Array.from({ length: 40 }, (_, n) => {
    const nested = n < 8 ? {} : { stack: `more-${Math.floor((n - 8) / 12)}` };
    const letters = lettersOf[n % lettersOf.length];
    const own = letters === undefined ? {} : { catalogue: catalogueWith(letters) };
    const at = { url: `https://issuer-${n}.example.com/api/v3`, admin: `rekey/admin/${nameOf(n)}` };
    return [
      nameOf(n),
      { kind: 'one-of-many', ...at, ...own, ...nested, ...(n === 0 && { concurrency: { rotations: 75 } }) },
    ];
  }),
) as unknown as RekeyConfig['issuers'];
const [long = '', between = '', short = ''] = Object.keys(issuers);

const doors = { github: { url: 'https://api.github.com' }, report: {}, awsHealth: { issuers: [long, between] } };
const { app, stack } = stackOf({ issuers, dashboard: true, doors: doors as RekeyConfig['doors'] });
const nested = stack.node.findAll().filter((one) => one instanceof NestedStack);
const templates = [stack, ...nested].map((one) => [one.node.path, Template.fromStack(one)] as const);

interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  DependsOn?: string[];
}
const resources = templates.flatMap(
  ([, template]) => Object.entries(template.toJSON()['Resources'] as object) as [string, Resource][],
);
const ofType = (type: string) => resources.filter(([, { Type }]) => Type === type);
const idOf = (id: string) => id.replace(/[0-9A-F]{8}$/, '');
const settings = ofType('AWS::SSM::Parameter').filter(([id]) => idOf(id).endsWith('Settings'));
const bytesOf = (value: unknown) => Buffer.byteLength(typeof value === 'string' ? value : JSON.stringify(value));
const workerOf = (issuer: string) =>
  ofType('AWS::Lambda::Function').find(([id]) => id.includes(`Issuer${issuer.replaceAll('-', '')}W`));

describe('an installation with forty issuers', () => {
  test('passes cdk-nag AwsSolutions', () => {
    const { violations } = new AwsSolutionsChecks(app).validateScope(app);

    expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
  });

  test.each(ofType('AWS::Lambda::Function'))('%s has an environment that Lambda takes', (_id, { Properties }) => {
    const { Variables } = Properties['Environment'] as { Variables: object };
    // Lambda measures all variables together, as JSON: 4 KB.
    expect(bytesOf(inFull(Variables))).toBeLessThanOrEqual(4096);
  });

  test('writes each down in a parameter that its tier holds', () => {
    expect(settings).toHaveLength(40);
    for (const [, { Properties }] of settings) {
      expect(bytesOf(inFull(Properties['Value']))).toBeLessThanOrEqual(8192);
      expect(Properties['Tier']).toBe('Intelligent-Tiering');
    }
  });

  test('names them after the installation, the issuer and a nested stack, and each name once', () => {
    const names = settings.map(([, { Properties }]) => String(Properties['Name']).replace(/\/[0-9a-f]{4}$/, '/nested'));
    const path = '/rekey/Rekey/issuers';
    const expected = Object.keys(issuers).map((name, n) => `${path}/${name}${n < 8 ? '' : '/nested'}`);
    expect(names.toSorted()).toEqual(expected.toSorted());
  });

  test('says how many messages are worked on at a time, where that was decided', () => {
    const written = settings.map(([id, { Properties }]) => [idOf(id), inFull(Properties['Value'])] as const);
    expect(written.filter(([, value]) => JSON.stringify(value).includes('concurrency'))).toEqual([
      [`Issuer${long.replaceAll('-', '')}Settings`, expect.stringContaining('"concurrency":{"rotations":75}')],
    ]);
  });

  test('gives a worker its catalogue in the environment where there is room', () => {
    const [, worker] = workerOf(short) ?? [];
    expect(JSON.stringify(worker?.Properties)).not.toContain('REKEY_CATALOGUE_IN');
    expect(JSON.stringify(worker?.Properties)).toContain('catalogue');
  });

  test('lets a worker read its own parameter, and no other, where there is none', () => {
    const [, worker] = workerOf(long) ?? [];
    expect(JSON.stringify(worker?.Properties['Environment'])).toMatch(/"REKEY_CATALOGUE_IN":/);
    const statements = templates.flatMap(([, template]) => Object.entries(readStatements(template)));
    const workers = statements.filter(([role]) => role.endsWith('WorkerRole'));
    const readers = workers.filter(([, each]) => each.some((one) => one.startsWith('ssm:')));
    expect(readers).toHaveLength(20);
    for (const [role, each] of readers) {
      const own = role.replace(/WorkerRole$/, 'Settings');
      expect(each).toContain(`ssm:GetParameter on arn:<Partition>:ssm:<Region>:<AccountId>:parameter${own}`);
    }
  });

  test('starts no function that reads them before they are written', () => {
    const reading = ofType('AWS::Lambda::Function').filter(([, { Properties }]) =>
      JSON.stringify(Properties).includes('REKEY_ISSUERS_PATH'),
    );
    expect(reading.map(([id]) => idOf(id)).toSorted()).toEqual([
      'RekeyLeakIntakeHandler',
      'RekeyLeakIntakeMatchHandler',
      'RekeyOperatorApiOperateHandler',
      'RekeyRegistrarDeclareHandler',
      'RekeySecretWatchHandler',
      'RekeySweeperSweepHandler',
    ]);
    for (const [, { DependsOn = [] }] of reading) {
      expect(DependsOn.filter((id) => id.endsWith('Settings') || /Settings[0-9A-F]{8}$/.test(id))).toHaveLength(8);
      expect(DependsOn.filter((id) => id.includes('NestedStackResource'))).toHaveLength(nested.length);
    }
  });
});

describe.each(templates)('the template of %s', (_path, template) => {
  const json = template.toJSON() as Record<'Resources' | 'Outputs' | 'Parameters', object | undefined>;

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
  test('is within the quotas of CloudFormation', () => {
    expect(Object.keys(json.Resources ?? {}).length).toBeLessThanOrEqual(500);
    expect(Object.keys(json.Outputs ?? {}).length).toBeLessThanOrEqual(200);
    expect(Object.keys(json.Parameters ?? {}).length).toBeLessThanOrEqual(200);
    expect(bytesOf(json)).toBeLessThanOrEqual(1_000_000);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  test('gives its roles policies that IAM takes', () => {
    const attached = new Map<string, { inline: number; managed: number[] }>();
    for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']) {
      for (const { Properties } of Object.values(template.findResources(type))) {
        const { PolicyDocument, Roles } = Properties as { PolicyDocument: object; Roles: unknown[] };
        const role = JSON.stringify(Roles);
        const so = attached.get(role) ?? { inline: 0, managed: [] };
        const bytes = bytesOf(inFull(PolicyDocument));
        if (type === 'AWS::IAM::Policy') so.inline += bytes;
        else so.managed.push(bytes);
        attached.set(role, so);
      }
    }
    for (const { inline, managed } of attached.values()) {
      expect(inline).toBeLessThanOrEqual(10_240);
      expect(managed.length).toBeLessThanOrEqual(10);
      expect(Math.max(0, ...managed)).toBeLessThanOrEqual(6144);
    }
  });
});

describe('the dashboard of forty issuers', () => {
  const [[, page] = ['', undefined]] = ofType('AWS::CloudWatch::Dashboard');
  const { widgets } = JSON.parse(String(inFull(page?.Properties['DashboardBody']))) as {
    widgets: { properties: { alarms?: string[]; metrics?: unknown[] } }[];
  };

  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
  test('shows every alarm and queue within what a widget shows', () => {
    const alarms = widgets.flatMap(({ properties }) => properties.alarms ?? []);
    expect(alarms).toHaveLength(ofType('AWS::CloudWatch::Alarm').length);
    for (const { properties } of widgets) {
      expect(properties.alarms?.length ?? 0).toBeLessThanOrEqual(100);
      expect(properties.metrics?.length ?? 0).toBeLessThanOrEqual(500);
    }
  });
});

describe('a function that reads the issuers', () => {
  const digestWith = (url: string) => {
    const one = {
      unleash: { kind: 'unleash', url, admin: 'rekey/admin/unleash' },
    } as unknown as RekeyConfig['issuers'];
    const functions = Template.fromStack(stackOf({ issuers: one }).stack).findResources('AWS::Lambda::Function');
    const variables = Object.values(functions).map(
      ({ Properties }) => (Properties as { Environment: { Variables: Record<string, string> } }).Environment.Variables,
    );
    return new Set(variables.map((of) => of['REKEY_ISSUERS_DIGEST']).filter((digest) => digest !== undefined));
  };

  test('is made anew when a deployment changes one of them, and not when it changes none', () => {
    expect(digestWith('https://one.example.com')).not.toEqual(digestWith('https://two.example.com'));
    expect(digestWith('https://one.example.com')).toEqual(digestWith('https://one.example.com'));
  });
});

describe('an installation without tracing', () => {
  const without = Template.fromStack(stackOf({ tracing: false }).stack);

  test('has no function that is traced, loads X-Ray, or may write spans', () => {
    const functions = Object.values(without.findResources('AWS::Lambda::Function'));
    expect(functions.length).toBeGreaterThan(10);
    for (const { Properties } of functions) {
      expect(Properties).not.toHaveProperty('TracingConfig');
      expect(Properties).toHaveProperty('Environment.Variables.POWERTOOLS_TRACE_ENABLED', 'false');
    }
    expect(JSON.stringify(without.findResources('AWS::IAM::Policy'))).not.toContain('xray:');
  });
});

describe('a catalogue of one’s own', () => {
  test('that no parameter holds is refused, with the issuer and the limit', () => {
    const catalogue = catalogueWith(9000);
    const one = { mine: { kind: 'instant', url: 'https://m.example.com', admin: 'a', catalogue } };

    expect(() => stackOf({ issuers: one as unknown as RekeyConfig['issuers'] })).toThrow(/mine.*7000/);
  });

  test('that is none is refused before it is deployed, with the issuer and the field', () => {
    const catalogue = example.replace('\nkind: instant', '\nkind: In Stant');
    const one = { mine: { kind: 'instant', url: 'https://m.example.com', admin: 'a', catalogue } };

    expect(() => stackOf({ issuers: one as unknown as RekeyConfig['issuers'] })).toThrow(/issuer mine.*kind: /);
  });
});
