import { decideRollBack, rotateAtAfterRollBack } from '../../../lib/model/rotation/decide-roll-back';
import { incidentIdOf, keyIdSchema, versionIdSchema } from '../../../lib/model/ids';
import { instantSchema, plusSeconds } from '../../../lib/model/instant';
import { type KeyHead, keyHeadSchema } from '../../../lib/model/ledger/key-head';
import { type Version, versionSchema } from '../../../lib/model/ledger/version';
import { sampleRotation } from '../../contract/samples';
import { head as town } from '../../notify/town';

const now = instantSchema.parse('2026-11-23T12:00:00.000Z');
const day = 86_400;
const timing = { activationSeconds: 5, revocationSeconds: 60 };
const keyId = keyIdSchema.parse('shop/a');
const idOf = (name: string) => versionIdSchema.parse(name.padEnd(32, '0'));

function version(name: string, fields: Partial<Version>): Version {
  const base = {
    keyId,
    versionId: idOf(name),
    cause: 'scheduled',
    placeholder: false,
    refusals: 0,
    overdueTold: false,
  };
  return versionSchema.parse({ ...base, state: 'retiring', issuedAt: plusSeconds(now, -day), ...fields });
}
const retireAt = plusSeconds(now, 3600);
const old = version('a', { retireAt });
const current = version('b', { state: 'current', parent: old.versionId });
function head(fields: Partial<KeyHead> = {}): KeyHead {
  return keyHeadSchema.parse({ ...town, keyId, currentVersionId: current.versionId, ...fields });
}
const decide = (versions: Version[], fields: Partial<KeyHead> = {}) =>
  decideRollBack(head(fields), versions, timing, now);

describe('decideRollBack', () => {
  it('goes back to the version before, while it lives', () => {
    expect(decide([old, current])).toMatchObject({ kind: 'possible', from: current, to: old, heldUntil: retireAt });
  });

  it('holds alive what would retire while it is tried', () => {
    const soon = { ...old, retireAt: plusSeconds(now, 60) };
    expect(decide([soon, current])).toMatchObject({ kind: 'possible', heldUntil: plusSeconds(now, 1200) });
  });

  it('goes back to one in quarantine, once nothing that switched it off can arrive any more', () => {
    const retired = plusSeconds(now, -200);
    const off = { ...old, retireAt: retired, disabledAt: retired, revokeAt: plusSeconds(now, 400) };
    expect(decide([off, current])).toMatchObject({ kind: 'possible', to: off, heldUntil: plusSeconds(now, 1200) });
  });

  it('passes over a dead one to the newest that lives', () => {
    const between = version('c', { state: 'dead', parent: old.versionId, retireAt: undefined });
    const newest = { ...current, parent: between.versionId };
    expect(decide([old, between, newest])).toMatchObject({ kind: 'possible', to: old });
  });

  it('waits while the current value is being replaced in place: fenced out, nobody would know until when it is accepted', () => {
    const rotation = { ...sampleRotation(current.versionId), rolls: true };
    expect(decide([old, current], { rotation })).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('replaced in place') as unknown,
    });
    expect(decide([old, current], { rotation: { ...rotation, rolls: undefined } }).kind).toBe('possible');
  });

  it('never goes back to a version that was itself rolled back from', () => {
    const left = version('d', { retireAt, parent: idOf('z') });
    expect(decide([left, { ...old, state: 'dead', retireAt: undefined }, current]).kind).toBe('refused');
  });

  it.each<[string, Version[], Partial<KeyHead>, RegExp]>([
    [
      'the old version was revoked',
      [{ ...old, state: 'dead', deadAt: now }, current],
      {},
      /was revoked by .*rekey rotate shop\/a/,
    ],
    ['there is none before', [{ ...current, parent: undefined }], {}, /is the first/],
    [
      'the old version leaked',
      [{ ...old, incidentId: incidentIdOf(keyId, old.versionId) }, current],
      {},
      /leaked .*rekey rotate/,
    ],
    [
      'the old version was switched off a moment ago',
      [{ ...old, disabledAt: plusSeconds(now, -179) }, current],
      {},
      /switched on again from 2026-11-23T12:00:01.000Z/,
    ],
    [
      'its quarantine is nearly over',
      [{ ...old, disabledAt: plusSeconds(now, -595), revokeAt: plusSeconds(now, 5) }, current],
      {},
      /about to be revoked/,
    ],
    ['its retirement may have begun', [{ ...old, retireAt: plusSeconds(now, 9) }, current], {}, /about to be revoked/],
    ['its hard end is near', [{ ...old, issuedAt: plusSeconds(now, -30 * day + 1300) }, current], {}, /hard end/],
    ['the key was released', [old, current], { status: 'released' }, /apply it again/],
  ])('refuses when %s, and says what to do', (_, versions, fields, reason) => {
    expect(decide(versions, fields)).toEqual({ kind: 'refused', reason: expect.stringMatching(reason) });
  });
});

describe('rotateAtAfterRollBack', () => {
  it('leaves a day to mend the fault', () => {
    const issuedAt = plusSeconds(now, -28 * day);
    expect(rotateAtAfterRollBack(head(), { ...old, issuedAt }, timing, now)).toBe(plusSeconds(now, day));
  });

  it('comes sooner where the hard end of the old version demands it, and leaves every consumer twice its delay', () => {
    const issuedAt = plusSeconds(now, -29 * day);
    const at = rotateAtAfterRollBack(head(), { ...old, issuedAt }, timing, now);
    expect(at > now && plusSeconds(at, 600) < plusSeconds(issuedAt, 30 * day)).toBe(true);
    expect(at < plusSeconds(now, day)).toBe(true);
  });
});
