import fc from 'fast-check';
import { backtest, type BacktestInput } from '../../../lib/model/adoption/backtest';
import type { KeyId } from '../../../lib/model/ids';
import { type Instant, plusSeconds, secondsBetween } from '../../../lib/model/instant';
import { intervalSeconds } from '../../../lib/model/schedule/schedule';
import type { Version } from '../../../lib/model/ledger/version';
import { registration, sampleVersion, versionIdOf } from '../../contract/samples';

const keyId = 'shop/flags' as KeyId;
const now = '2026-11-23T12:00:00.000Z' as Instant;
const day = 86_400;
const ago = (days: number) => plusSeconds(now, -days * day);
const version = (issuedAt: Instant, change: Partial<Version> = {}) =>
  sampleVersion(keyId, versionIdOf(issuedAt), { issuedAt, cause: 'adopted', ...change });

function input(change: Partial<BacktestInput> = {}, policy: Partial<BacktestInput['manifest']> = {}): BacktestInput {
  return {
    keyId,
    manifest: {
      ...registration(keyId).head.manifest,
      consumers: [{ name: 'web', delaySeconds: 300 }],
      maxAgeSeconds: 30 * day,
      overlapSeconds: day,
      leak: { overlapSeconds: 600, replaceWithinSeconds: 3 },
      ...policy,
    },
    versions: [version(ago(200))],
    limits: { family: 'overlap', maxActive: null, activationSeconds: 5, revocationSeconds: 65 },
    now,
    days: 90,
    ...change,
  };
}

describe('backtest', () => {
  test('an adopted key that is older than its policy would have rotated at once, and then on schedule', () => {
    const { from, count, rotations, nextAt, findings } = backtest(input());
    expect(from).toBe(ago(90));
    expect(count).toBe(4);
    expect(rotations[0]).toEqual({ at: ago(90), ageSeconds: 110 * day, overdue: true });
    expect(rotations.slice(1).every(({ overdue, ageSeconds }) => !overdue && ageSeconds <= 29 * day)).toBe(true);
    expect(nextAt !== undefined && nextAt > now).toBe(true);
    expect(findings).toEqual([]);
  });

  test('begins with the first version that is known', () => {
    expect(backtest(input({ versions: [version(ago(10))] }))).toMatchObject({ from: ago(10), count: 0 });
  });

  test('replays what was issued after a leak or by hand, and not what the schedule itself issued', () => {
    const base = [version(ago(100))];
    const leaked = backtest(input({ versions: [...base, version(ago(80), { cause: 'leak' })] }));
    const scheduled = backtest(input({ versions: [...base, version(ago(80), { cause: 'scheduled' })] }));
    expect(leaked.rotations.find(({ at }) => at > ago(80))?.ageSeconds).toBeLessThan(29 * day);
    expect(scheduled).toEqual(backtest(input({ versions: base })));
    expect(leaked).not.toEqual(scheduled);
  });

  test('takes no notice of the placeholder, and says when nothing is known', () => {
    const placeholder = version(ago(100), { placeholder: true });
    const { count, findings, nextAt } = backtest(input({ versions: [placeholder] }));
    expect({ count, nextAt }).toEqual({ count: 0 });
    expect(findings).toMatchObject([{ kind: 'policy', message: expect.stringContaining('nothing is known yet') }]);
  });

  test.each([
    ['would have been refused', 2 * day],
    ['has no reserve', 0.75 * day],
  ])('names the consumer that %s', (what, delaySeconds) => {
    const consumers = [
      { name: 'web', delaySeconds: 300 },
      { name: 'nightly', delaySeconds },
    ];
    const { findings } = backtest(input({}, { consumers, leak: { overlapSeconds: 3 * day, replaceWithinSeconds: 3 } }));
    expect(findings).toEqual([{ kind: 'overlap', consumer: 'nightly', message: expect.stringContaining(what) }]);
  });

  test('names the consumer that an overlap after a leak would cut off', () => {
    const { findings } = backtest(input({}, { leak: { overlapSeconds: 60, replaceWithinSeconds: 3 } }));
    expect(findings).toMatchObject([{ kind: 'leak', consumer: 'web' }]);
  });

  test.each([
    [{ family: 'roll', maxActive: null }, 'in place'],
    [{ family: 'overlap', maxActive: 1 }, 'in place'],
    [{ family: 'overlap', maxActive: 2, quarantineSeconds: 29 * day }, 'one of two slots'],
  ] as const)('says where no overlap is possible: %j', (limits, why) => {
    const { findings } = backtest(input({ limits: { activationSeconds: 5, revocationSeconds: 65, ...limits } }));
    expect(findings).toContainEqual({
      kind: expect.stringMatching(/slots|policy/),
      message: expect.stringContaining(why),
    });
  });

  test('says that both slots were taken', () => {
    const limits = { family: 'overlap', maxActive: 2, activationSeconds: 5, revocationSeconds: 65 } as const;
    const { findings } = backtest(input({ limits, slots: { used: 2, of: 2 } }));
    expect(findings).toMatchObject([{ kind: 'slots', message: expect.stringContaining('2 of 2') }]);
  });

  test('counts every rotation, and lists the last 200', () => {
    const { count, rotations } = backtest(input({}, { maxAgeSeconds: 7200, overlapSeconds: 1200 }));
    expect(count).toBeGreaterThan(1000);
    expect(rotations).toHaveLength(200);
  });

  test('of any history ends, in order, with no version older than the policy', () => {
    const causes = fc.constantFrom('leak', 'manual', 'scheduled', 'changed', 'created', 'rolled back');
    const history = fc.array(fc.record({ days: fc.integer({ min: 0, max: 400 }), cause: causes }), { maxLength: 8 });
    const policy = fc.record({ maxAge: fc.integer({ min: 1, max: 400 }), days: fc.integer({ min: 1, max: 500 }) });
    fc.assert(
      fc.property(history, policy, (all, { maxAge, days }) => {
        const versions = all.map((one) => version(ago(one.days), { cause: one.cause }));
        const asked = input({ versions, days }, { maxAgeSeconds: maxAge * day, overlapSeconds: 3600 });
        const { from, rotations } = backtest(asked);
        const times = rotations.map(({ at }) => at);
        expect(times).toEqual(times.toSorted());
        expect(times.every((at) => at >= from && at <= now)).toBe(true);
        const longest = intervalSeconds(asked.manifest, asked.limits);
        const gaps = times.slice(1).map((at, index) => secondsBetween(times[index] ?? from, at));
        // Only what was issued otherwise in between can make a gap longer than an interval; it began an interval of its own.
        expect(rotations.filter(({ overdue }) => !overdue).every(({ ageSeconds }) => ageSeconds <= longest + 1)).toBe(
          true,
        );
        expect(gaps.every((gap) => gap > 0)).toBe(true);
      }),
    );
  });
});
