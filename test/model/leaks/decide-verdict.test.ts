import fc from 'fast-check';
import { decideVerdict } from '../../../lib/model/leaks/decide-verdict';
import { instantOf } from '../../../lib/model/instant';

const at = instantOf(1_700_000_000_000);
const inputs = fc.record({
  possession: fc.boolean(),
  exposure: fc.constantFrom('public' as const, 'private' as const, 'unknown' as const),
  attestedBy: fc.constant('operator'),
});

describe('the verdict', () => {
  it('dismisses what is revoked or dead, whatever is said of it, and says since when', () => {
    fc.assert(
      fc.property(fc.constantFrom('revoked' as const, 'dead' as const), inputs, (state, said) => {
        const verdict = decideVerdict({ state, revokedAt: at, deadAt: at }, said, at);
        expect(verdict.kind).toBe('dismiss');
        expect(verdict.reason).toContain(at);
      }),
    );
  });

  it('kills what is alive and public, and replaces first otherwise', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('pending' as const, 'current' as const, 'retiring' as const),
        inputs,
        (state, said) => {
          const { kind } = decideVerdict({ state, revokedAt: undefined, deadAt: undefined }, said, at);
          expect(kind).toBe(said.exposure === 'public' ? 'kill' : 'overlap');
        },
      ),
    );
  });

  it('keeps its inputs', () => {
    const said = { possession: true, exposure: 'private' as const, attestedBy: 'operator' };
    const { inputs: kept } = decideVerdict({ state: 'current', revokedAt: undefined, deadAt: undefined }, said, at);
    expect(kept).toEqual({ ...said, versionState: 'current' });
  });
});
