import { Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { readStatements } from './read-statements';
import { stackOf } from './synthesised';

const { stack } = stackOf();
const { rekey } = stack;
const role = (id: string) => new Role(stack, id, { assumedBy: new AccountRootPrincipal() });
rekey.grantRead(role('TeamReads'), { keys: ['shop/*'] });
rekey.grantOperate(role('TeamOperates'), { keys: ['shop/*', 'ci/publish'] });
rekey.grantAdmin(role('TeamDeclares'), { keys: ['shop/*'] });
rekey.grantRead(role('Reads'));
rekey.grantOperate(role('Operates'));
rekey.grantAdmin(role('Declares'));
const statements = readStatements(Template.fromStack(stack));

const version = '?'.repeat(36);
const reads = (key: string) => [
  `GET/v1/backtest/${key}`,
  `GET/v1/incident/${version}/${key}`,
  `GET/v1/incidents-of/${key}`,
  `GET/v1/key/${key}`,
  `GET/v1/lineage/${key}`,
  `POST/v1/locate/${key}`,
  `POST/v1/plan/${key}`,
];
const acts = (key: string) => [
  ...['pause', 'resume', 'revoke', 'rollback', 'rotate'].map((verb) => `POST/v1/${verb}/${key}`),
  ...['approve', 'dismiss'].map((verb) => `POST/v1/incident-${verb}/${version}/${key}`),
];
const declares = (key: string) => [`POST/v1/release/${key}`, `PUT/v1/key/${key}`];
const report = 'POST/v1/leak/report';
const identify = 'POST/v1/identify';
const brakes = [
  'POST/v1/discover/*',
  'POST/v1/pause-all',
  'POST/v1/recover',
  'POST/v1/redrive/*',
  'POST/v1/resume-all',
];
const whole = [
  'GET/v1/dead-letters',
  'GET/v1/discovery/*',
  'GET/v1/doctor',
  'GET/v1/incidents',
  'GET/v1/installation',
  'GET/v1/keys',
  'GET/v1/recovery',
  'POST/v1/locate',
];

function invoke(parts: string[]): string[] {
  const arns = parts.map(
    (part) => `arn:<Partition>:execute-api:<Region>:<AccountId>:RekeyOperatorApi/$default/${part}`,
  );
  return [`execute-api:Invoke on ${arns.toSorted().join(', ')}`];
}

describe('the grants of Rekey', () => {
  test.each([
    ['TeamReads', reads('shop/*')],
    ['TeamOperates', [...reads('shop/*'), ...acts('shop/*'), ...reads('ci/publish'), ...acts('ci/publish'), report]],
    ['TeamDeclares', [...reads('shop/*'), ...acts('shop/*'), ...declares('shop/*'), report]],
    ['Reads', [...reads('*'), ...whole]],
    ['Operates', [...reads('*'), ...whole, ...acts('*'), report]],
    ['Declares', [...reads('*'), ...whole, ...acts('*'), ...declares('*'), ...brakes, report]],
  ])('%s may call these routes and nothing else', (name, parts) => {
    expect(statements[name]).toEqual(invoke([...parts, identify]));
  });
});
