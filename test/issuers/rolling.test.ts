import { randomBytes } from 'node:crypto';
import { createIssuer } from '../../lib/issuers/create-issuer';
import { issuerNameSchema } from '../../lib/model/ids';
import { instantOf } from '../../lib/model/instant';
import type { Material } from '../../lib/model/secret-format';
import type { Issuer } from '../../lib/ports/issuer';
import { itConforms } from './conformance';
import { type InstantIssuer, startInstantIssuer } from './instant-issuer';
import { realClock } from './real-clock';
import { rollingCatalogue } from './rolling-catalogue';

describe('an issuer that rolls in place, by a catalogue of its own', () => {
  let server: InstantIssuer;
  let issuer: Issuer;

  beforeAll(async () => {
    server = await startInstantIssuer({ capacity: 1 });
    issuer = createIssuer(
      { name: issuerNameSchema.parse('rolling'), kind: 'rolling', url: server.url, catalogue: rollingCatalogue },
      { adminCredential: () => Promise.resolve({ token: server.adminToken }), clock: realClock },
    );
  });

  afterAll(() => server.stop());

  const mint = () => {
    const label = `rekey-${randomBytes(6).toString('hex')}`;
    return issuer.mint({ label, grant: { scopes: ['a'] }, expiresAt: instantOf(Date.now() + 60_000) });
  };
  const roll: NonNullable<Issuer['roll']> = (ref, request) =>
    issuer.roll?.(ref, request) ?? Promise.reject(new Error('no roll'));
  const kindOf = async (material: Material) => (await issuer.verify(material)).kind;

  itConforms(
    () => ({ issuer, allow: [{ scopes: ['b', 'a'] }], sameAllow: [{ scope: 'a' }, { scope: 'b' }], pollMs: 50 }),
    10_000,
  );

  it('replaces a value under the same id and rights, and refuses the old one at once without grace', async () => {
    const old = await mint();
    const fresh = await roll(old.ref, { graceSeconds: 0 });
    expect(fresh.ref).toEqual(old.ref);
    expect(await issuer.verify(fresh.material)).toEqual({ kind: 'alive', grant: { scopes: ['a'] } });
    expect(await kindOf(old.material)).toBe('dead');
    await issuer.revoke(old.ref);
  });

  it('accepts the old value for its grace, and its end ends all values', async () => {
    const old = await mint();
    const fresh = await roll(old.ref, { graceSeconds: 60 });
    expect([await kindOf(old.material), await kindOf(fresh.material)]).toEqual(['alive', 'alive']);
    await issuer.revoke(fresh.ref);
    expect([await kindOf(old.material), await kindOf(fresh.material)]).toEqual(['dead', 'dead']);
  });

  it('gives a new end, where the issuer can', async () => {
    const { ref } = await mint();
    const expiresAt = instantOf(Date.now() + 3_600_000);
    await roll(ref, { graceSeconds: 0, expiresAt });
    expect((await issuer.inspect(ref))?.expiresAt).toBe(expiresAt);
    await issuer.revoke(ref);
  });

  it('says that there is nothing to roll, having done nothing', async () => {
    const { ref } = await mint();
    await issuer.revoke(ref);
    await expect(roll(ref, { graceSeconds: 0 })).rejects.toMatchObject({ kind: 'not_found' });
  });

  it.each<[string, Parameters<InstantIssuer['disturb']>[0], string]>([
    ['whose answer is lost', { on: 'roll', dropAfterEffect: true }, 'ambiguous'],
    ['answered 500', { on: 'roll', answer: { status: 500 } }, 'ambiguous'],
    ['answered without a value', { on: 'roll', replaceBody: '{"id": "1"}' }, 'ambiguous'],
    ['answered 429', { on: 'roll', answer: { status: 429 } }, 'throttled'],
    ['answered 403', { on: 'roll', answer: { status: 403 } }, 'forbidden'],
  ])('takes a roll %s for what it is', async (_, disturbance, kind) => {
    const { ref } = await mint();
    server.disturb(disturbance);
    const before = server.calls().filter(({ operation }) => operation === 'roll').length;
    await expect(roll(ref, { graceSeconds: 0 })).rejects.toMatchObject({ kind });
    expect(server.calls().filter(({ operation }) => operation === 'roll')).toHaveLength(before + 1);
    await issuer.revoke(ref);
  });
});
