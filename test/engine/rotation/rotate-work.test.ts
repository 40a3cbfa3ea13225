import { rotateWork } from '../../../lib/engine/rotation/rotate-work';
import type { VersionId } from '../../../lib/model/ids';
import { instantOf } from '../../../lib/model/instant';
import type { KeyHead } from '../../../lib/model/ledger/key-head';

const now = instantOf(Date.UTC(2026, 0, 1));
const head = {
  keyId: 'shop/flags',
  currentVersionId: '00000000-0000-5000-8000-000000000001' as VersionId,
  rotateAt: now,
} as KeyHead;

describe('the message for a key that is due', () => {
  it('is the same command each time it is found due', () => {
    expect(rotateWork(head, now).commandId).toBe(rotateWork(head, now).commandId);
  });

  it('is another command once the key was rolled back to the same version: the first one is finished', () => {
    const once = rotateWork({ ...head, rollBacks: 1 }, now).commandId;
    const twice = rotateWork({ ...head, rollBacks: 2 }, now).commandId;
    expect(new Set([rotateWork(head, now).commandId, once, twice]).size).toBe(3);
  });
});
