import { heldBack } from '../../../lib/engine/declaration/held-back';
import type { Instant } from '../../../lib/model/instant';
import type { KeyHead } from '../../../lib/model/ledger/key-head';
import type { KeyId } from '../../../lib/model/ids';
import { plusSeconds } from '../../../lib/model/instant';
import { sampleVersion, versionIdOf } from '../../contract/samples';

const keyId = 'ci/publish' as KeyId;
const now = '2026-11-20T12:00:00.000Z' as Instant;
const manifest = { maxAgeSeconds: 36_000, overlapSeconds: 600, expiry: 'revoke' } as KeyHead['manifest'];
const head = { keyId, status: 'released', manifest } as KeyHead;
const versionOf = (change: Parameters<typeof sampleVersion>[2]) =>
  sampleVersion(keyId, versionIdOf('a'), { ref: { label: 'rekey-a' }, ...change });

describe('heldBack', () => {
  it('has a replaced version of a key that was let go retire once the key is back', () => {
    const retireAt = plusSeconds(now, 60);
    const versions = [versionOf({ state: 'retiring', retireAt })];
    expect(heldBack({ head, versions, incidents: [] }, manifest, now).versions).toEqual([
      { ...versions[0], due: { kind: 'retire', at: retireAt } },
    ]);
  });

  it('has a value that was minted, and never became current, end within its life', () => {
    const versions = [versionOf({ state: 'pending' })];
    const [taken] = heldBack({ head, versions, incidents: [] }, manifest, now).versions;
    const end = plusSeconds(versions[0]?.issuedAt as Instant, manifest.maxAgeSeconds);
    expect(taken).toMatchObject({ state: 'pending', due: { kind: 'expire' } });
    expect((taken?.due?.at ?? end) < end).toBe(true);
  });

  it('leaves what is held for a person, which has no name', () => {
    const { ref: _, ...held } = versionOf({ state: 'pending' });
    expect(heldBack({ head, versions: [held], incidents: [] }, manifest, now).versions).toEqual([]);
  });
});
