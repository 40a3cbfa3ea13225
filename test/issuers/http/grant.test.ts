import fc from 'fast-check';
import { issuerProfile } from '../../../lib/issuers/issuer-profile';
import { issuerNameSchema } from '../../../lib/model/ids';

const unleash = issuerProfile({
  name: issuerNameSchema.parse('flags'),
  kind: 'unleash',
  url: 'https://flags.example.com',
});
const full = { type: 'client', project: 'default', environment: 'production' };

describe('the grant of an Unleash token', () => {
  it('is described in a sentence', () => {
    const { grant } = unleash.normalizeGrant([full]);
    expect(unleash.describeGrant(grant)).toBe('a client token for environment production, projects default');
  });

  it('is the same for a backend token, which comes back as client', () => {
    expect(unleash.normalizeGrant([{ ...full, type: 'backend' }])).toEqual(unleash.normalizeGrant([full]));
  });

  it('unites the projects of entries that agree in type and environment', () => {
    const { grant, problems } = unleash.normalizeGrant([full, { ...full, type: 'backend', project: 'another' }]);
    expect(problems).toEqual([]);
    expect(grant).toEqual({ type: 'client', environment: 'production', projects: ['another', 'default'] });
  });

  it('is all projects as soon as one entry says so', () => {
    expect(unleash.normalizeGrant([full, { ...full, project: '*' }]).grant['projects']).toEqual(['*']);
  });

  it.each<[string, Record<string, unknown>[], string]>([
    ['two environments', [full, { ...full, environment: 'development' }], 'environment: entries differ'],
    ['two types', [full, { ...full, type: 'frontend' }], 'type: entries differ'],
    ['an admin token', [{ ...full, type: 'admin' }], 'type: "admin" is none of'],
    ['all environments', [{ ...full, environment: '*' }], 'environment: "*" is refused'],
    ['no environment', [{ ...full, environment: undefined }], 'environment: is required'],
    ['no projects', [{ type: 'client', projects: [], environment: 'p' }], 'projects: wants at least one name'],
    ['project beside projects', [{ ...full, projects: ['default'] }], 'projects: stands beside project'],
    [
      'an entry without a project',
      [full, { type: 'client', environment: 'production' }],
      'projects: some entries leave it out',
    ],
    ['a number for a name', [{ ...full, environment: 1 }], 'environment: wants a text'],
    [
      'an unknown field',
      [{ ...full, expiry: '1d' }],
      'expiry: is unknown here; known are type, environment, projects, project',
    ],
    ['nothing', [], 'type: is required'],
  ])('is refused for %s', (_, allow, problem) => {
    expect(unleash.normalizeGrant(allow).problems).toEqual(expect.arrayContaining([expect.stringContaining(problem)]));
  });

  it('has one canonical form, whatever the order', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(names, fc.infiniteStream(fc.nat()), (projects, order) => {
        const shuffled = projects
          .map((name) => ({ name, at: order.next().value as number }))
          .toSorted((a, b) => a.at - b.at);
        const one = unleash.normalizeGrant([{ type: 'client', environment: 'p', projects }]);
        const other = unleash.normalizeGrant(
          shuffled.map(({ name }) => ({ project: name, environment: 'p', type: 'backend' })),
        );
        expect(JSON.stringify(other)).toBe(JSON.stringify(one));
        expect(unleash.normalizeGrant([one.grant]).grant).toEqual(one.grant);
      }),
    );
  });

  it('never throws for what a manifest can hold', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.dictionary(
            fc.constantFrom('type', 'project', 'projects', 'environment', '__proto__', 'x'),
            fc.jsonValue(),
          ),
        ),
        (allow) => {
          const { problems } = unleash.normalizeGrant(allow);
          expect(problems.every((problem) => typeof problem === 'string')).toBe(true);
        },
      ),
    );
  });
});
