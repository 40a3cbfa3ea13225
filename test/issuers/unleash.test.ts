import { createIssuer } from '../../lib/issuers/create-issuer';
import { type LocalUnleash, startUnleash } from '../../lib/local/unleash';
import { issuerNameSchema } from '../../lib/model/ids';
import type { Issuer } from '../../lib/ports/issuer';
import { itConforms } from './conformance';
import { realClock } from './real-clock';

const deathMs = 90_000;

describe('Unleash, the real one', () => {
  let unleash: LocalUnleash;
  let issuer: Issuer;

  beforeAll(async () => {
    unleash = await startUnleash();
    issuer = createIssuer(
      { name: issuerNameSchema.parse('unleash'), kind: 'unleash', url: unleash.url },
      { adminCredential: () => Promise.resolve({ token: unleash.adminToken }), clock: realClock },
    );
  }, 300_000);

  afterAll(() => unleash.stop());

  itConforms(
    () => ({
      issuer,
      allow: [{ type: 'backend', projects: ['default'], environment: 'development' }],
      sameAllow: [{ environment: 'development', project: 'default', type: 'client' }],
      pollMs: 1000,
    }),
    deathMs,
  );

  it('says of a grant for an environment that does not exist that it is no grant', async () => {
    const { grant } = issuer.normalizeGrant([{ type: 'client', project: 'default', environment: 'nowhere' }]);
    await expect(issuer.mint({ label: 'rekey-nowhere', grant })).rejects.toMatchObject({ kind: 'invalid_grant' });
  });

  it('mints frontend tokens that count as alive', async () => {
    const { grant } = issuer.normalizeGrant([{ type: 'frontend', project: '*', environment: 'development' }]);
    const { ref, material } = await issuer.mint({ label: 'rekey-frontend', grant });
    expect((await issuer.inspect(ref))?.grant).toEqual(grant);
    expect((await issuer.verify(material)).kind).toBe('alive');
  });

  it('revokes every token of a name, since names are not unique', async () => {
    const { grant } = issuer.normalizeGrant([{ type: 'client', project: '*', environment: 'production' }]);
    await issuer.mint({ label: 'rekey-twice', grant });
    await issuer.mint({ label: 'rekey-twice', grant });
    expect(await issuer.find({ label: 'rekey-twice' })).toHaveLength(2);
    await issuer.revoke({ label: 'rekey-twice' });
    expect(await issuer.find({ label: 'rekey-twice' })).toEqual([]);
  });
});
