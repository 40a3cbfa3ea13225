import fc from 'fast-check';
import { canonicalPolicy } from '../../../lib/issuers/aws-iam/canonical-policy';
import { normalizeIamGrant } from '../../../lib/issuers/aws-iam/iam-grant';
import { issuerProfile } from '../../../lib/issuers/issuer-profile';
import { issuerNameSchema } from '../../../lib/model/ids';

const action = fc.constantFrom('s3:GetObject', 'S3:getobject', 'sqs:SendMessage', 'iam:*');
const texts = (of: fc.Arbitrary<string>) => fc.oneof(of, fc.array(of, { minLength: 1, maxLength: 3 }));
const statement = fc.record(
  {
    Sid: fc.constantFrom('One', 'Two'),
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: texts(action),
    Resource: texts(fc.constantFrom('*', 'arn:aws:s3:::one/*')),
    Condition: fc.constantFrom(
      { Bool: { 'aws:SecureTransport': true } },
      { Bool: { 'AWS:SecureTransport': ['true'] } },
    ),
  },
  { requiredKeys: ['Effect', 'Action', 'Resource'] },
);
const document = fc.record({
  Version: fc.constant('2012-10-17'),
  Statement: fc.array(statement, { minLength: 1, maxLength: 4 }),
});

describe('the canonical form of a policy', () => {
  it('is its own canonical form', () => {
    fc.assert(
      fc.property(document, (policy) => {
        const once = canonicalPolicy(policy);
        expect(canonicalPolicy(once)).toEqual(once);
      }),
    );
  });

  it('does not depend on the order of statements, or on their names', () => {
    fc.assert(
      fc.property(document, (policy) => {
        const other = {
          Statement: policy.Statement.toReversed().map((one) => ({ ...one, Sid: 'X' })),
          Version: policy.Version,
        };
        expect(canonicalPolicy(other)).toEqual(canonicalPolicy(policy));
      }),
    );
  });

  it.each([
    ['another effect', { Effect: 'Deny' }],
    ['another resource', { Resource: 'arn:aws:s3:::two' }],
    ['a resource in another case', { Resource: 'ARN:aws:s3:::one' }],
    ['one action more', { Action: ['s3:GetObject', 's3:PutObject'] }],
    ['an exception instead', { Action: undefined, NotAction: 's3:GetObject' }],
    ['a condition less', { Condition: undefined }],
  ])('differs for %s', (_, change) => {
    const one = {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::one',
      Condition: { Bool: { 'aws:SecureTransport': 'true' } },
    };
    const of = (own: object) => canonicalPolicy(JSON.parse(JSON.stringify({ Version: '2012-10-17', Statement: own })));

    expect(of({ ...one, ...change })).not.toEqual(of(one));
  });
});

describe('a declared grant', () => {
  it.each([
    ['no user', [{ policies: [] }], 'user: is required'],
    ['two users', [{ user: 'one' }, { user: 'two' }], 'entries differ'],
    ['a group', [{ user: 'one', groups: ['admins'] }], 'groups'],
    ['no ARN', [{ user: 'one', policies: ['ReadOnlyAccess'] }], 'is no ARN'],
    ['a path in the name', [{ user: '/rekey/one' }], 'is no name'],
  ])('is refused for %s', (_, allow, said) => {
    expect(normalizeIamGrant(allow).problems.join()).toContain(said);
  });
});

describe('the configuration', () => {
  const name = issuerNameSchema.parse('iam');

  it.each([
    ['an address', { url: 'https://iam.example.com' }, 'neither url'],
    ['a setting it does not know', { settings: { role: 'x' } }, 'role'],
    ['an external id for nobody', { settings: { externalId: 'abc' } }, 'needs a roleArn'],
    ['a path that is none', { settings: { path: 'rekey' } }, 'settings.path'],
  ])('is refused for %s', (_, wrong, said) => {
    expect(() => issuerProfile({ name, kind: 'aws-iam', ...wrong })).toThrow(said);
  });
});
