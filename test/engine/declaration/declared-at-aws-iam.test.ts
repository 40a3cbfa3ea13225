import { declarationProblems } from '../../../lib/engine/declaration/declaration-problems';
import type { OperatorWorld } from '../../../lib/engine/world';
import { issuerProfile } from '../../../lib/issuers/issuer-profile';
import { issuerNameSchema, type KeyId } from '../../../lib/model/ids';
import { type Manifest, manifestSchema } from '../../../lib/model/manifest/manifest';

const issuer = issuerNameSchema.parse('iam');
const manifest = manifestSchema.parse({
  owner: 'ana@example.com',
  deputies: [],
  purpose: 'publishes',
  issuer,
  secret: { name: 'ci/publish', format: 'json' },
  grant: [{ allow: { user: 'ci-publish' }, because: 'publishes' }],
  unrestricted: false,
  consumers: [{ name: 'job', delaySeconds: 300 }],
  maxAgeSeconds: 86_400,
  overlapSeconds: 3600,
  expiry: 'revoke',
  leak: { overlapSeconds: 600, replaceWithinSeconds: 3 },
  notify: [],
});

async function fieldsRefused(own: Partial<Manifest>): Promise<string[]> {
  const world = {
    issuers: new Map([[issuer as string, issuerProfile({ name: issuer, kind: 'aws-iam' })]]),
    minimumIntervalSeconds: 1200,
    describeSecret: () => Promise.resolve(undefined),
  } as unknown as OperatorWorld;
  const problems = await declarationProblems(world, 'ci/publish' as KeyId, { ...manifest, ...own }, undefined);
  return problems.map(({ field }) => field);
}

describe('a key of an issuer with two slots a user, and credentials of two parts', () => {
  it('is accepted', async () => {
    expect(await fieldsRefused({})).toEqual([]);
  });

  it.each<[string, Partial<Manifest>, string]>([
    ['its old version would still be there when the next is due', { overlapSeconds: 43_200 }, 'overlap'],
    ['its secret is a bare text', { secret: { name: 'ci/publish', format: 'text' } }, 'secret.format'],
    ['its secret has one field', { secret: { name: 'ci/publish', format: 'json', field: 'key' } }, 'secret.field'],
    ['its grant names no user', { grant: [{ allow: {}, because: 'publishes' }] }, 'grant'],
  ])('is refused when %s', async (_, own, field) => {
    expect(await fieldsRefused(own)).toEqual([field]);
  });
});
