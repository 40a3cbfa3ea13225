import { identify } from '../../../lib/engine/incidents/identify';
import { MemoryLedger, SeededIds, TurnableClock } from '../../../lib/memory';
import type { Fingerprint, IssuerName } from '../../../lib/model/ids';
import { follow, issuer, noon, registration, sampleVersion, versionIdOf } from '../../contract/samples';

const mac = (name: string) => `mac#raw#${Buffer.from(name).toString('hex').padEnd(64, '0')}` as Fingerprint;

async function twoKeys() {
  const ledger = new MemoryLedger({ clock: new TurnableClock(noon), ids: new SeededIds('identify') });
  for (const id of ['ci/publish', 'shop/checkout']) {
    const first = registration(id);
    await ledger.record(first);
    const versionId = versionIdOf(id);
    await ledger.record({
      ...follow(first.head),
      versions: [sampleVersion(first.head.keyId, versionId)],
      fingerprints: [{ fingerprint: mac(id), versionId }],
      publicIds: [{ issuer, id: `public-${id}`, versionId }],
    });
  }
  return { ledger };
}

const named = (id: string, of: IssuerName = issuer) => ({ issuer: of, id: `public-${id}` });

describe('identify', () => {
  test('finds every version that one of the readings belongs to', async () => {
    const found = await identify(await twoKeys(), {
      fingerprints: [mac('nobody'), mac('shop/checkout'), mac('ci/publish')],
      publicIds: [],
    });
    expect(found.map(({ head, by }) => `${head.keyId} by ${by}`).toSorted()).toEqual([
      'ci/publish by value',
      'shop/checkout by value',
    ]);
  });

  test('says once, and as proven, what value and id both name', async () => {
    const marks = { fingerprints: [mac('ci/publish')], publicIds: [named('ci/publish')] };
    expect(await identify(await twoKeys(), marks)).toMatchObject([{ by: 'value' }]);
  });

  test('finds a version by its id alone, and says so', async () => {
    const marks = { fingerprints: [], publicIds: [named('ci/publish'), named('shop/checkout', 'other' as IssuerName)] };
    expect(await identify(await twoKeys(), marks)).toMatchObject([{ head: { keyId: 'ci/publish' }, by: 'id' }]);
  });

  test('asked of one key, tells nothing of another', async () => {
    const world = await twoKeys();
    const { keyId } = registration('shop/checkout').head;
    const marks = { fingerprints: [mac('ci/publish')], publicIds: [named('ci/publish')], within: keyId };
    expect(await identify(world, marks)).toEqual([]);
  });
});
