import { instantOf } from '../../../lib/model/instant';
import type { Manifest } from '../../../lib/model/manifest/manifest';
import { graceSeconds } from '../../../lib/model/schedule/grace';

const day = 86_400;
const issuedAt = instantOf(Date.parse('2026-11-01T00:00:00.000Z'));
const soon = instantOf(Date.parse('2026-11-02T00:00:00.000Z'));
const manifest = {
  maxAgeSeconds: 30 * day,
  overlapSeconds: 7200,
  expiry: 'revoke',
  leak: { overlapSeconds: 600, replaceWithinSeconds: 3 },
} as Manifest;

const grace = (of: Partial<Parameters<typeof graceSeconds>[2]>, policy: Manifest = manifest) =>
  graceSeconds(policy, { issuedAt }, { verdict: undefined, most: 7 * day, now: soon, ...of });

describe('the grace that a roll asks for', () => {
  it('is the overlap, and the time until the new value is current', () => {
    expect(grace({})).toBe(7200 + 1200);
  });

  it('is none after a kill, and the overlap of a leak after a leak that is contained by replacing', () => {
    expect(grace({ verdict: 'kill' })).toBe(0);
    expect(grace({ verdict: 'overlap' })).toBe(600);
    expect(grace({ verdict: 'dismiss' })).toBe(8400);
  });

  it('is no longer than the issuer allows', () => {
    expect(grace({ most: 3600 })).toBe(3600);
    expect(grace({ most: 0 })).toBe(0);
  });

  describe('near the hard end', () => {
    const now = instantOf(Date.parse('2026-11-30T23:00:00.000Z'));

    it('is what is left, where the policy revokes', () => {
      expect(grace({ now })).toBe(3600 - 180);
      expect(grace({ now: instantOf(Date.parse('2026-12-02T00:00:00.000Z')) })).toBe(0);
    });

    it('is the same, where the policy only alerts', () => {
      expect(grace({ now }, { ...manifest, expiry: 'alert' })).toBe(8400);
    });
  });
});
