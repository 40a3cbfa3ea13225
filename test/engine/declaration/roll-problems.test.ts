import { rollProblems } from '../../../lib/engine/declaration/roll-problems';
import { rollWarnings } from '../../../lib/engine/declaration/roll-warnings';
import type { KeyHead } from '../../../lib/model/ledger/key-head';
import type { Manifest } from '../../../lib/model/manifest/manifest';
import type { IssuerProfile } from '../../../lib/ports';

const manifest = {
  issuer: 'rolling',
  overlapSeconds: 3600,
  consumers: [
    { name: 'web', delaySeconds: 300 },
    { name: 'nightly', delaySeconds: 1800 },
  ],
  grant: [{ allow: { level: 1 }, because: 'reads' }],
} as unknown as Manifest;

function profile(graceMaxSeconds?: number): IssuerProfile {
  const roll = graceMaxSeconds === undefined ? {} : { roll: { graceMaxSeconds } };
  return {
    capabilities: roll,
    normalizeGrant: (allow: readonly Record<string, unknown>[]) => ({ grant: { allow }, problems: [] }),
  } as unknown as IssuerProfile;
}

const fieldsOf = (graceMaxSeconds: number | undefined, of: Partial<Manifest> = {}, head?: KeyHead) =>
  rollProblems(profile(graceMaxSeconds), head, { ...manifest, ...of }).map(({ field }) => field);

describe('a declaration at an issuer that rolls in place', () => {
  it('has to accept the gap in words, where the grace is under twice the slowest delay', () => {
    expect(fieldsOf(0)).toEqual(['acceptGap']);
    expect(fieldsOf(3599)).toEqual(['acceptGap']);
    expect(fieldsOf(3600)).toEqual([]);
    expect(fieldsOf(0, { acceptGap: 'it retries' })).toEqual([]);
  });

  it('has no other grant than before, but for what was adopted', () => {
    const head = { manifest, rotateAt: 'later', currentVersionId: 'a' } as unknown as KeyHead;
    const other = { acceptGap: 'it retries', grant: [{ allow: { level: 2 }, because: 'writes' }] };
    expect(fieldsOf(0, other, head)).toEqual(['grant']);
    expect(fieldsOf(0, { acceptGap: 'it retries' }, head)).toEqual([]);
    const adopted = { ...head, adopted: { versionId: 'a' } } as unknown as KeyHead;
    expect(fieldsOf(0, other, adopted)).toEqual([]);
  });

  it('hears of what the issuer does not give of its overlap', () => {
    expect(rollWarnings(profile(3600), manifest)).toEqual([]);
    expect(rollWarnings(profile(0), manifest)).toEqual([
      'rolling refuses the old value from the moment of a rotation on, and not after the declared overlap of 1h: consumer nightly is refused for up to 30m at each rotation',
    ]);
    expect(rollWarnings(profile(600), manifest)[0]).toContain('consumer nightly is refused for up to 20m');
    expect(rollWarnings(profile(2000), manifest)[0]).not.toContain('refused');
  });
});

describe('a declaration at another issuer', () => {
  it('has no gap to accept, and is not warned', () => {
    expect(fieldsOf(undefined, { acceptGap: 'it retries' })).toEqual(['acceptGap']);
    expect(fieldsOf(undefined)).toEqual([]);
    expect(rollWarnings(profile(), manifest)).toEqual([]);
  });
});
