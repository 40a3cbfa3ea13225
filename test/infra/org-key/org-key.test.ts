import { Duration, Fn, Lazy, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import { OrgKey } from '../../../lib/infra/org-key/org-key';
import type { OrgKeyProps } from '../../../lib/infra/org-key/org-key-props';
import { Rekey } from '../../../lib/infra/rekey';
import { parseManifest } from '../../../lib/model/manifest/manifest-input';
import { readStatements } from '../read-statements';
import { orgKeyProps, teamStack } from '../team-stack';

/** The template of a stack with one key. */
function declared(changes: Partial<OrgKeyProps> = {}): Record<string, unknown> {
  const { stack } = teamStack();
  new OrgKey(stack, 'Flags', orgKeyProps(stack, changes));
  const [resource] = Object.values(Template.fromStack(stack).findResources('Custom::RekeyOrgKey'));
  return resource?.['Properties'] as Record<string, unknown>;
}

function refusal(changes: Partial<OrgKeyProps>): string {
  try {
    declared(changes);
    return 'not refused';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('an OrgKey', () => {
  test('is a custom resource of the installation’s register function, and one that goes with its stack', () => {
    const { stack } = teamStack();
    new OrgKey(stack, 'Flags', orgKeyProps(stack));
    const resources = Object.values(Template.fromStack(stack).toJSON()['Resources'] as Record<string, object>);

    expect(resources).toMatchObject([
      {
        Type: 'Custom::RekeyOrgKey',
        DeletionPolicy: 'Delete',
        Properties: {
          ServiceToken: {
            'Fn::Join': ['', expect.arrayContaining([':lambda:eu-west-1:123456789012:function:Rekey-register'])],
          },
          ServiceTimeout: '840',
          key: 'shop/checkout-flags',
          waitSeconds: 600,
        },
      },
    ]);
  });

  test('declares what a keys file would', () => {
    const manifest = JSON.parse(String(declared()['manifest'])) as unknown;

    expect(manifest).toMatchObject({ maxAge: '30d', overlap: '25h', consumers: [{ refresh: '5m', maxRun: '90s' }] });
    expect(parseManifest(manifest)).toHaveProperty('manifest');
  });

  test('takes over what there is, as a keys file would', () => {
    const { manifest } = declared({ adopt: { issuerKeyId: 'k-1' }, mode: 'observe', contain: true });
    expect(JSON.parse(String(manifest))).toMatchObject({
      adopt: { issuerKeyId: 'k-1' },
      mode: 'observe',
      contain: true,
    });
    expect(refusal({ mode: 'enforce', contain: false })).toContain('contain: is for an observed key');
  });

  test('waits as long as it is told', () => {
    expect(declared({ timeout: Duration.minutes(55) })).toMatchObject({ waitSeconds: 3300, ServiceTimeout: '3540' });
    expect(refusal({ timeout: Duration.minutes(56) })).toContain('timeout: 3360s is not between 1 and 55 minutes');
  });

  test('finds the registration that is for its keys', () => {
    const { stack } = teamStack();
    const rekey = Rekey.fromInstallation(stack, 'Rekey', { installation: 'Keys', registration: 'shop' });
    expect(JSON.stringify(stack.resolve(rekey.registerArn))).toContain(':function:Keys-register-shop');
  });

  describe('before any deployment', () => {
    test.each<[string, Partial<OrgKeyProps>, RegExp]>([
      ['no owner', { owner: undefined as never }, /owner: is missing: say who answers/],
      ['a key id that is none', { key: 'shop//flags' }, /key: use letters/],
      ['an empty grant', { grant: [] }, /grant: is empty: .*unrestricted/],
      ['a grant without a reason', { grant: [{ allow: {}, because: '' }] }, /grant\[0\]\.because: /],
      ['an age of nothing', { maxAge: Duration.days(0) }, /maxAge: 0s is zero/],
      ['a part of a second', { overlap: Duration.millis(1500) }, /overlap: 1\.5s is no whole number of seconds/],
      ['a consumer without a delay', { consumers: [{ name: 'web' }] }, /consumers\[0\]: does not say how soon/],
      ['an overlap below what consumers need', { overlap: Duration.minutes(1) }, /overlap: .*consumer checkout takes/],
      ['an overlap beyond the age', { maxAge: Duration.hours(1) }, /overlap: 25h is not shorter than maxAge 1h/],
      [
        'a field of a text',
        { secret: { name: 'a', format: 'text', field: 'x' } },
        /secret\.field: a text secret has no fields/,
      ],
      ['an issuer that is no name', { issuer: 'Un leash' }, /issuer: use a lower-case letter/],
      [
        'a signing key elsewhere',
        { notify: [{ webhook: 'https://a.example', secret: 'b' }] },
        /notify\[0\]\.secret: name a secret below/,
      ],
    ])('%s is refused, by property and with the remedy', (_what, changes, said) => {
      expect(refusal(changes)).toMatch(/^OrgKey .* cannot be declared:/);
      expect(refusal(changes)).toMatch(said);
    });

    test('tells all problems at once', () => {
      expect(refusal({ owner: undefined as never, grant: [], maxAge: Duration.days(0) }).split('\n')).toHaveLength(4);
    });

    test('what only a deployment knows passes', () => {
      const issuer = Fn.importValue('TheIssuer');
      const name = Lazy.string({ produce: () => 'shop/flags' });

      const { manifest } = declared({ issuer, secret: { name } });

      expect(manifest).toEqual({
        'Fn::Join': ['', expect.arrayContaining([{ 'Fn::ImportValue': 'TheIssuer' }])],
      });
      expect(JSON.stringify(manifest)).toContain('shop/flags');
    });

    test('a duration has to be known', () => {
      const unknown = Duration.seconds(Token.asNumber(Fn.importValue('Age')));
      expect(refusal({ maxAge: unknown })).toContain('maxAge: has to be known when the app is synthesised');
    });

    test('a key that is declared twice in an app is refused, with both places', () => {
      const { app, stack } = teamStack();
      new OrgKey(stack, 'Flags', orgKeyProps(stack));
      new OrgKey(stack, 'Again', orgKeyProps(stack));
      expect(() => app.synth()).toThrow(/key shop\/checkout-flags is declared by Checkout\/Flags too/);
    });
  });
});

describe('grantRead of an OrgKey', () => {
  const { app, stack } = teamStack();
  const flags = new OrgKey(stack, 'Flags', orgKeyProps(stack));
  const sealed = new OrgKey(stack, 'Sealed', {
    ...orgKeyProps(stack, { key: '3rd/sealed', secret: { name: 'sealed' } }),
    encryptionKey: new Key(stack, 'SealedKey', { enableKeyRotation: true }),
  });
  const role = (id: string) => new Role(stack, id, { assumedBy: new AccountRootPrincipal() });
  const consumer = (id: string) =>
    new LambdaFunction(stack, id, {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromInline('exports.handler = () => 0'),
      role: role(`${id}Role`),
    });
  flags.grantRead(consumer('Web'));
  flags.grantRead(consumer('Job'), { variable: 'FLAGS' });
  flags.grantRead(role('Reader'));
  sealed.grantRead(consumer('Opener'));
  const template = Template.fromStack(stack);
  const statements = readStatements(template);
  const actions = 'secretsmanager:DescribeSecret, secretsmanager:GetSecretValue';

  test.each(['WebRole', 'JobRole', 'Reader'])('gives %s this secret and nothing else', (name) => {
    expect(statements[name]).toEqual([`${actions} on Flags.SecretArn`]);
  });

  test('gives the use of a customer’s key through Secrets Manager, for that secret alone', () => {
    expect(statements['OpenerRole']).toEqual([
      expect.stringMatching(
        /^kms:Decrypt on SealedKey\.Arn if .*"kms:ViaService":"secretsmanager\.eu-west-1\.amazonaws\.com","kms:EncryptionContext:SecretARN":\{"Fn::GetAtt":\["Sealed\w+","SecretArn"\]\}/,
      ),
      `${actions} on Sealed.SecretArn`,
    ]);
  });

  test.each([
    ['Web', 'SHOP_CHECKOUT_FLAGS_SECRET_ARN', 'Flags'],
    ['Job', 'FLAGS', 'Flags'],
    ['Opener', 'KEY_3RD_SEALED_SECRET_ARN', 'Sealed'],
  ])('tells the function %s in %s where it is', (id, variable, key) => {
    const functions = Object.entries(template.findResources('AWS::Lambda::Function'));
    const [, found] = functions.find(([logicalId]) => logicalId.startsWith(id)) ?? [];
    expect(found?.['Properties']).toMatchObject({
      Environment: { Variables: { [variable]: { 'Fn::GetAtt': [expect.stringMatching(`^${key}`), 'SecretArn'] } } },
    });
  });

  test('passes cdk-nag AwsSolutions', () => {
    const { violations } = new AwsSolutionsChecks(app).validateScope(app);
    expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
  });
});
