import { plusSeconds } from '../../lib/model/instant';
import { follow, noon, registration, sampleVersion, versionIdOf } from '../contract/samples';
import { type LocalApi, startLocalApi } from './local-api';
import { runAgainst } from './run-against';

let api: LocalApi;
beforeEach(async () => {
  api = await startLocalApi();
});
afterEach(() => api.stop());

/** A key that was adopted with a credential so many days old. */
async function adopted(id: string, days: number) {
  const first = registration(id);
  await api.ledger.record(first);
  const { keyId } = first.head;
  const issuedAt = plusSeconds(noon, -days * 86_400);
  const version = sampleVersion(keyId, versionIdOf(id), { issuedAt, cause: 'adopted' });
  await api.ledger.record({ ...follow(first.head), versions: [version] });
}

describe('rekey backtest', () => {
  test('says of each key when it would have rotated', async () => {
    await adopted('ci/publish', 400);
    await adopted('shop/flags', 1);
    const ran = await runAgainst(api, ['backtest', '--days', '60', '--json']);
    expect(ran.json()).toMatchObject({
      days: 60,
      keys: [
        { keyId: 'ci/publish', rotations: expect.arrayContaining([expect.objectContaining({ overdue: true })]) },
        { keyId: 'shop/flags', count: 0, nextAt: expect.any(String) },
      ],
    });
    expect(ran.exit).toBe(0);
  });

  test('shows one key to people', async () => {
    await adopted('ci/publish', 400);
    const ran = await runAgainst(api, ['backtest', 'ci/publish']);
    expect(ran.out).toMatch(/^ci\/publish +would have rotated \d+ times since/);
    expect(ran.out).toContain('overdue when the replay begins');
    expect(api.requests).toEqual(['GET /v1/backtest/ci/publish']);
  });

  test('refuses a number of days that is none, and a key that is not there', async () => {
    expect((await runAgainst(api, ['backtest', '--days', '0'])).exit).toBe(2);
    expect((await runAgainst(api, ['backtest', 'nobody'])).exit).toBe(2);
  });
});
