import { randomBytes } from 'node:crypto';
import { SecretValue } from '../../lib/model/secret-value';
import { follow, issuer, registration, sampleVersion, versionIdOf } from '../contract/samples';
import { type LocalApi, startLocalApi } from './local-api';
import { runAgainst } from './run-against';

let api: LocalApi;
beforeEach(async () => {
  api = await startLocalApi();
});
afterEach(() => api.stop());

/** Registers a key whose one version has this value, and an id at its issuer. */
async function keyWith(id: string, value: string, publicId = `id-of-${id}`) {
  const first = registration(id);
  await api.ledger.record(first);
  const { keyId } = first.head;
  const versionId = versionIdOf(id);
  const [fingerprint] = await api.fingerprints.of(new SecretValue(value), ['raw']);
  if (fingerprint === undefined) throw new Error('no fingerprint');
  await api.ledger.record({
    ...follow(first.head),
    versions: [sampleVersion(keyId, versionId)],
    fingerprints: [{ fingerprint, versionId }],
    publicIds: [{ issuer, id: publicId, versionId }],
  });
  return { keyId, versionId };
}

const value = () => randomBytes(20).toString('hex');

describe('rekey identify', () => {
  test('says which version a value on standard input is, and repeats it nowhere', async () => {
    const held = value();
    const { versionId } = await keyWith('ci/publish', held);
    const ran = await runAgainst(api, ['identify', '--json'], { input: `TOKEN="${held}"\n` });
    expect(ran.json()).toMatchObject({
      known: true,
      versions: [{ keyId: 'ci/publish', versionId, by: 'value', state: 'current' }],
    });
    expect(ran.exit).toBe(0);
    expect(ran.out + ran.err + JSON.stringify(api.telemetry.lines)).not.toContain(held);
  });

  test('shows people its key, owner and state', async () => {
    const held = value();
    await keyWith('ci/publish', held);
    const ran = await runAgainst(api, ['identify'], { input: held });
    expect(ran.out).toMatch(/^ci\/publish\n/);
    expect(ran.out).toContain('current');
    expect(ran.out).toMatch(/owner +\S+@/);
  });

  test('changes nothing: no entry, no incident, no work', async () => {
    const held = value();
    const { keyId } = await keyWith('ci/publish', held);
    const before = await api.ledger.key(keyId);
    await runAgainst(api, ['identify'], { input: held });
    expect(await api.ledger.key(keyId)).toEqual(before);
    expect(await api.ledger.incidents(keyId)).toEqual([]);
    expect([api.queues.waiting, api.leakReports]).toEqual([[], []]);
  });

  test('exits 6 for a value that is nobody’s', async () => {
    const ran = await runAgainst(api, ['identify', '--json'], { input: value() });
    expect(ran.json()).toEqual({ known: false, versions: [] });
    expect(ran.exit).toBe(6);
  });

  test('asks of one key what somebody may ask who sees no other', async () => {
    const held = value();
    await keyWith('ci/publish', held);
    await keyWith('shop/checkout', value());
    const own = await runAgainst(api, ['identify', '--key', 'ci/publish', '--json'], { input: held });
    const other = await runAgainst(api, ['identify', '--key', 'shop/checkout', '--json'], { input: held });
    expect(own.json()).toMatchObject({ known: true });
    expect(other.json()).toEqual({ known: false, versions: [] });
    expect(api.requests.filter((request) => request.includes('locate'))).toEqual([
      'POST /v1/locate/ci/publish',
      'POST /v1/locate/shop/checkout',
    ]);
  });

  test.each([[' \n'], ['x'.repeat(65_537)]])('sends nothing that is no value', async (input) => {
    expect((await runAgainst(api, ['identify'], { input })).exit).toBe(2);
    expect(api.requests).toEqual([]);
  });

  test('takes no value as an argument', async () => {
    const held = value();
    const ran = await runAgainst(api, ['identify', held], {});
    expect(ran.exit).toBe(2);
    expect(api.requests).toEqual([]);
  });
});
