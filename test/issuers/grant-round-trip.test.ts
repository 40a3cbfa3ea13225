import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { declared } from '../../lib/engine/discovery/declared';
import { iamGrant } from '../../lib/issuers/aws-iam/iam-grant';
import { shippedCatalogue } from '../../lib/issuers/catalogue';
import { readGrant } from '../../lib/issuers/http/read-item';
import { issuerProfile } from '../../lib/issuers/issuer-profile';
import type { IssuerName } from '../../lib/model/ids';
import type { Grant, IssuerProfile } from '../../lib/ports';

const name = 'issuer' as IssuerName;
const unleash = issuerProfile({ name, kind: 'unleash', url: 'https://flags.example.com' });
const iam = issuerProfile({ name, kind: 'aws-iam' });

/** What a discovery keeps of a credential with this grant. */
function kept(issuer: IssuerProfile, grant: Grant) {
  return declared(issuer, { ref: { label: 'x' }, state: 'active', grant }, { mark: 'unknown' });
}

/** A found grant is either declared in words that come to exactly the same, or not offered, with the reason. */
function holds(issuer: IssuerProfile, grant: Grant): boolean {
  const { allow, problems } = kept(issuer, grant);
  if (allow === undefined) return problems.length > 0;
  return canonicalize(issuer.normalizeGrant([allow])) === canonicalize({ grant, problems: [] });
}

const word = fc.oneof(
  fc.constantFrom('client', 'backend', 'frontend', 'admin', '*', 'default', 'development'),
  fc.string(),
);

describe('the grant of a found credential', () => {
  test('of Unleash, comes back as it is', () => {
    const tokens = fc.record(
      { type: word, environment: word, projects: fc.array(word), project: word },
      { requiredKeys: ['type'] },
    );
    const fields = shippedCatalogue('unleash')?.item.grant ?? {};
    const catalogue = shippedCatalogue('unleash');
    if (catalogue === undefined) throw new Error('not shipped');
    fc.assert(fc.property(tokens, (raw) => expect(holds(unleash, readGrant(catalogue, fields, raw) ?? {})).toBe(true)));
  });

  test('of an ordinary token of Unleash, is offered', () => {
    const grant = { type: 'client', environment: 'development', projects: ['default'] };
    expect(kept(unleash, grant)).toMatchObject({ allow: grant, problems: [] });
  });

  test('of an admin token of Unleash, is not offered', () => {
    expect(kept(unleash, { type: 'admin', environment: '*', projects: ['*'] })).not.toHaveProperty('allow.type');
  });

  test('of an IAM user, comes back as it is', () => {
    const policy = fc.record({
      Version: fc.constantFrom('2012-10-17', '2008-10-17'),
      Statement: fc.array(
        fc.record({
          Sid: fc.string(),
          Effect: fc.constantFrom('Allow', 'Deny'),
          Action: fc.oneof(fc.constantFrom('s3:*', 'S3:GetObject'), fc.array(fc.constantFrom('sts:A', 'sts:b'))),
          Resource: fc.constantFrom('*', 'arn:aws:s3:::builds/*'),
        }),
        { maxLength: 3 },
      ),
    });
    const users = fc.record({
      user: fc.constantFrom('ci-publish', 'a b'),
      policies: fc.array(
        fc.constantFrom('arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::123456789012:policy/x'),
      ),
      inline: fc.array(policy, { maxLength: 2 }),
      groups: fc.array(fc.constantFrom('admins'), { maxLength: 1 }),
    });
    fc.assert(fc.property(users, (user) => expect(holds(iam, iamGrant(user))).toBe(true)));
  });

  test('of a user in a group, is not offered, and says why', () => {
    const { problems } = kept(iam, iamGrant({ user: 'ci', policies: [], inline: [], groups: ['admins'] }));
    expect(problems).toEqual([expect.stringContaining('groups')]);
  });
});
