import fc from 'fast-check';
import { epochMs, instantOf, plusSeconds, secondsBetween } from '../../../lib/model/instant';
import {
  expireAt,
  expiresAt,
  intervalSeconds,
  marginSeconds,
  retireAt,
  rotateAt,
} from '../../../lib/model/schedule/schedule';

const issuedAt = instantOf(1_700_000_000_000);
const timing = fc.record({ activationSeconds: fc.nat(300), revocationSeconds: fc.nat(300) });
const policy = fc
  .record({
    maxAgeSeconds: fc.integer({ min: 7200, max: 90 * 86_400 }),
    share: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
  })
  .map(({ maxAgeSeconds, share }) => ({ maxAgeSeconds, overlapSeconds: Math.ceil(maxAgeSeconds * share) }));
const keyId = fc.stringMatching(/^[a-z]{1,8}\/[a-z]{1,8}$/);

describe('the schedule', () => {
  it('rotates no later than maxAge less overlap and margin, and at most a tenth earlier', () => {
    fc.assert(
      fc.property(keyId, policy, timing, (key, ages, times) => {
        const interval = intervalSeconds(ages, times);
        const after = secondsBetween(issuedAt, rotateAt(key, issuedAt, ages, times));
        expect(interval).toBe(ages.maxAgeSeconds - ages.overlapSeconds - marginSeconds(ages, times));
        expect(after).toBeLessThanOrEqual(interval + 0.001);
        expect(after).toBeGreaterThanOrEqual(interval * 0.9 - 0.001);
      }),
    );
  });

  it('gives one key the same moment each time', () => {
    fc.assert(
      fc.property(keyId, policy, timing, (key, ages, times) => {
        expect(rotateAt(key, issuedAt, ages, times)).toBe(rotateAt(key, issuedAt, ages, times));
      }),
    );
  });

  it('spreads a fleet that was made in one moment', () => {
    const ages = { maxAgeSeconds: 30 * 86_400, overlapSeconds: 86_400 };
    const times = { activationSeconds: 5, revocationSeconds: 60 };
    const minutes = Array.from({ length: 200 }, (_, index) =>
      Math.floor(epochMs(rotateAt(`fleet/key-${index}`, issuedAt, ages, times)) / 60_000),
    );
    expect(new Set(minutes).size).toBeGreaterThan(150);
  });

  it('revokes a replaced version after its overlap, and before its hard end where the policy revokes', () => {
    fc.assert(
      fc.property(
        policy,
        fc.nat(90 * 86_400),
        fc.constantFrom('revoke' as const, 'alert' as const),
        (ages, age, expiry) => {
          const replacedAt = plusSeconds(issuedAt, age);
          const at = retireAt(replacedAt, ages.overlapSeconds, { issuedAt }, { ...ages, expiry });
          const afterOverlap = plusSeconds(replacedAt, ages.overlapSeconds);
          const end = expireAt(issuedAt, ages);
          expect(at).toBe(expiry === 'revoke' && end < afterOverlap ? end : afterOverlap);
        },
      ),
    );
  });

  it('carries out a hard expiry before maxAge, by three minutes at most', () => {
    fc.assert(
      fc.property(policy, (ages) => {
        const early = secondsBetween(expireAt(issuedAt, ages), expiresAt(issuedAt, ages));
        expect(early).toBeGreaterThan(0);
        expect(early).toBeLessThanOrEqual(180);
      }),
    );
  });
});
