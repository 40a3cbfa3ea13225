import fc from 'fast-check';
import {
  healthIntervalSeconds,
  nextCheckAt,
  standingIntervalSeconds,
} from '../../../lib/model/schedule/check-schedule';
import { instantOf, plusSeconds, secondsBetween } from '../../../lib/model/instant';

const moment = fc.integer({ min: 0, max: 4e12 }).map(instantOf);
const keyId = fc.stringMatching(/^[a-z]{1,20}$/);

describe('nextCheckAt', () => {
  test('is later than now, by a day at most, and one day later from then on', () => {
    fc.assert(
      fc.property(keyId, moment, (key, now) => {
        const next = nextCheckAt(key, now);
        expect(next > now).toBe(true);
        expect(secondsBetween(now, next)).toBeLessThanOrEqual(healthIntervalSeconds);
        expect(nextCheckAt(key, next)).toBe(plusSeconds(next, healthIntervalSeconds));
      }),
    );
  });

  test('spreads a fleet that was made in one minute over the day', () => {
    const now = instantOf(1_800_000_000_000);
    const hours = Array.from({ length: 2400 }, (_, n) => Number(nextCheckAt(`ci/key-${n}`, now).slice(11, 13)));
    const counts = Array.from({ length: 24 }, (_, hour) => hours.filter((one) => one === hour).length);
    expect(Math.min(...counts)).toBeGreaterThan(60);
    expect(Math.max(...counts)).toBeLessThan(140);
  });

  test('comes soon while something stands, and ever less often, but each day', () => {
    fc.assert(
      fc.property(keyId, moment, fc.integer({ min: 0, max: 1e7 }), (key, now, stood) => {
        const seconds = secondsBetween(now, nextCheckAt(key, now, plusSeconds(now, -stood)));
        expect(seconds).toBe(Math.min(Math.max(stood, standingIntervalSeconds), healthIntervalSeconds));
      }),
    );
  });
});
