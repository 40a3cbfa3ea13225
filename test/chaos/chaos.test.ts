import { randomInt } from 'node:crypto';
import { type LivedThrough, liveThrough } from './live-through';

jest.setTimeout(1_500_000);

describe('deployed functions, when their issuer and AWS are troubled on the way and they are killed at work', () => {
  let lived: LivedThrough;

  beforeAll(async () => {
    const plan = { seed: randomInt(1_000_000), keys: 8, rotations: 24, leaks: 4, killEveryMs: 10_000 };
    lived = await liveThrough(plan, () => undefined);
    const { seed, promoted, functionsKilled, toIssuer, toAws } = lived;
    process.stdout.write(`chaos: ${JSON.stringify({ seed, promoted, functionsKilled, toIssuer, toAws })}\n`);
  });

  it('break no promise', () => {
    expect(lived.broken).toEqual([]);
  });

  it('were given something to break one with', () => {
    const troubles = (made: Readonly<Record<string, number>>) =>
      Object.entries(made).reduce((sum, [kind, count]) => (kind === 'passed' ? sum : sum + count), 0);
    expect(troubles(lived.toIssuer)).toBeGreaterThan(10);
    expect(troubles(lived.toAws)).toBeGreaterThan(10);
    expect(lived.functionsKilled).toBeGreaterThan(3);
    expect(lived.promoted).toBeGreaterThanOrEqual(8 + 24);
    expect(lived.reports).toHaveLength(4);
    expect(lived.revokedWithinSeconds).toHaveLength(4);
  });
});
