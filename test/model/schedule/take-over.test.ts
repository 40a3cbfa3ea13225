import fc from 'fast-check';
import { agedFrom } from '../../../lib/model/schedule/aged-from';
import { epochMs, instantOf, latest, plusSeconds } from '../../../lib/model/instant';
import { livedBy } from '../../../lib/model/schedule/lived-by';
import { expireAt, rotateAt } from '../../../lib/model/schedule/schedule';
import { takeOver } from '../../../lib/model/schedule/take-over';
import { head } from '../../notify/town';

const day = 86_400;
const now = instantOf(1_700_000_000_000);
const manifest = { ...head.manifest, maxAgeSeconds: 30 * day, overlapSeconds: day };
const timing = { activationSeconds: 5, revocationSeconds: 60 };
const keyId = fc.stringMatching(/^[a-z]{1,8}\/[a-z]{1,8}$/);
const age = fc.integer({ min: 0, max: 2000 * day });

describe('takeOver', () => {
  it('replaces no version before its time, and an overdue one within a day', () => {
    fc.assert(
      fc.property(keyId, age, (key, seconds) => {
        const issuedAt = plusSeconds(now, -seconds);
        const planned = rotateAt(key, issuedAt, manifest, timing);
        const taken = takeOver(key, { issuedAt }, manifest, timing, now);
        expect(taken.rotateAt >= latest(planned, now)).toBe(true);
        expect(taken.rotateAt <= (planned > now ? planned : plusSeconds(now, day))).toBe(true);
      }),
    );
  });

  it('leaves whatever it takes over its full overlap before its hard end', () => {
    fc.assert(
      fc.property(keyId, age, (key, seconds) => {
        const issuedAt = plusSeconds(now, -seconds);
        const taken = takeOver(key, { issuedAt }, manifest, timing, now);
        const aged = agedFrom({ issuedAt, ...taken });
        expect(expireAt(aged, manifest) > plusSeconds(taken.rotateAt, manifest.overlapSeconds)).toBe(true);
      }),
    );
  });

  it('comes to the same time when the schedule is computed anew, whatever the clock says then', () => {
    fc.assert(
      fc.property(keyId, age, (key, seconds) => {
        const issuedAt = plusSeconds(now, -seconds);
        const { rotateAt: at, agesFrom } = takeOver(key, { issuedAt }, manifest, timing, now);
        const aged = agedFrom({ issuedAt, ...(agesFrom && { agesFrom }) });
        expect(Math.abs(epochMs(rotateAt(key, aged, manifest, timing)) - epochMs(at))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('spreads a fleet that is taken over in one hour', () => {
    const issuedAt = plusSeconds(now, -1000 * day);
    const at = Array.from({ length: 50 }, (_, index) =>
      takeOver(`fleet/key-${index}`, { issuedAt }, manifest, timing, now).rotateAt.slice(0, 16),
    );
    expect(new Set(at).size).toBeGreaterThan(40);
  });

  describe('when the issuer knows an end', () => {
    it('leaves the overlap before it', () => {
      const issuedAt = plusSeconds(now, -100 * day);
      const expiresAt = plusSeconds(now, 1.2 * day);
      const taken = takeOver('shop/a', { issuedAt, expiresAt }, manifest, timing, now);
      expect(plusSeconds(taken.rotateAt, manifest.overlapSeconds) < expiresAt).toBe(true);
      const version = { issuedAt, expiresAt, ...taken };
      expect(expireAt(agedFrom(version), livedBy(version, manifest)) <= expiresAt).toBe(true);
    });

    it('replaces at once what has less time left than that', () => {
      const version = { issuedAt: plusSeconds(now, -100 * day), expiresAt: plusSeconds(now, 3600) };
      expect(takeOver('shop/a', version, manifest, timing, now).rotateAt).toBe(now);
    });
  });
});
