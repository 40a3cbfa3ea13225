import fc from 'fast-check';
import { agedFrom } from '../../../lib/model/schedule/aged-from';
import { earliest, instantOf, plusSeconds } from '../../../lib/model/instant';
import { nextSchedule } from '../../../lib/model/schedule/next-schedule';
import { expireAt, expiresAt, rotateAt } from '../../../lib/model/schedule/schedule';
import { sampleVersion, versionIdOf } from '../../contract/samples';
import { head } from '../../notify/town';

const day = 86_400;
const now = instantOf(1_700_000_000_000);
const limits = { activationSeconds: 5, revocationSeconds: 60, expiry: { settable: false } };
const before = { ...head, manifest: { ...head.manifest, maxAgeSeconds: 90 * day, overlapSeconds: day } };
const shorter = { ...before.manifest, maxAgeSeconds: 30 * day };

/** The current version, so old, and what a declaration with a shorter policy makes of its schedule. */
function shortened(ageSeconds: number) {
  const issuedAt = plusSeconds(now, -ageSeconds);
  const current = { ...sampleVersion(before.keyId, versionIdOf('one')), issuedAt, expiresAt: undefined };
  const next = nextSchedule(before, current, shorter, limits, now);
  return { issuedAt, next, aged: agedFrom({ issuedAt, ...next }) };
}

describe('a policy that becomes shorter', () => {
  it('is kept to by a version that is young enough for it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 25 * day }), (age) => {
        const { issuedAt, next } = shortened(age);
        expect(next).toEqual({ rotateAt: rotateAt(before.keyId, issuedAt, shorter, limits) });
      }),
    );
  });

  it('has what is older replaced at once, and revoked for its age only after the overlap, or by the policy before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30 * day, max: 120 * day }), (age) => {
        const { issuedAt, next, aged } = shortened(age);
        expect(next.rotateAt).toBe(now);
        const longer = expireAt(issuedAt, before.manifest);
        const withOverlap = plusSeconds(now, shorter.overlapSeconds);
        expect(expireAt(aged, shorter) >= earliest(longer, withOverlap)).toBe(true);
        expect(expiresAt(aged, shorter) <= expiresAt(issuedAt, before.manifest)).toBe(true);
      }),
    );
  });

  it('gives no more time when it is declared once more', () => {
    const { issuedAt, next } = shortened(60 * day);
    const current = { ...sampleVersion(before.keyId, versionIdOf('one')), issuedAt, expiresAt: undefined, ...next };
    const later = plusSeconds(now, 3600);
    const again = nextSchedule({ ...before, manifest: shorter }, current, shorter, limits, later);
    expect(again.agesFrom).toBe(next.agesFrom);
  });
});
