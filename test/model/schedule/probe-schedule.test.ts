import fc from 'fast-check';
import { instantOf, plusSeconds, secondsBetween } from '../../../lib/model/instant';
import { nextProbeAt } from '../../../lib/model/schedule/probe-schedule';

const revokedAt = instantOf(1_700_000_000_000);

describe('the next probe of a revoked version', () => {
  it('comes three seconds after a refusal, to confirm it', () => {
    const now = plusSeconds(revokedAt, 40);
    const next = nextProbeAt({ revokedAt, deadBy: plusSeconds(revokedAt, 65) }, 1, now);
    expect(secondsBetween(now, next)).toBe(3);
  });

  it('is always later than now, and looks at the deadline itself', () => {
    fc.assert(
      fc.property(fc.nat(7200), fc.nat(100_000), (deadline, elapsed) => {
        const deadBy = plusSeconds(revokedAt, deadline);
        const now = plusSeconds(revokedAt, elapsed);
        const next = nextProbeAt({ revokedAt, deadBy }, 0, now);
        expect(next > now).toBe(true);
        expect(now >= deadBy || next <= plusSeconds(deadBy, 1)).toBe(true);
        expect(secondsBetween(now, next)).toBeLessThanOrEqual(21_600);
      }),
    );
  });
});
