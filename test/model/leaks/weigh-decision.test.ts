import fc from 'fast-check';
import type { Incident, Verdict } from '../../../lib/model/leaks/incident';
import { weighDecision } from '../../../lib/model/leaks/weigh-decision';
import { noon } from '../../contract/samples';

const inputs = { possession: true, exposure: 'private', attestedBy: 'github', versionState: 'current' } as const;
const verdict = (kind: Verdict['kind']): Verdict => ({ kind, reason: 'because', at: noon, inputs });
const decided = (what: 'approved' | 'dismissed'): NonNullable<Incident['decision']> => {
  return { what, actor: 'ana', reason: 'so', at: noon, override: false } as NonNullable<Incident['decision']>;
};

describe('a decision on an incident', () => {
  const held = { state: 'held' as const, verdict: { ...verdict('hold'), otherwise: 'kill' as const } };

  it('that is held approves what it would have been, or what is chosen', () => {
    expect(weighDecision(held, { what: 'approved', override: false })).toEqual({ kind: 'approved', as: 'kill' });
    const chosen = { what: 'approved', as: 'overlap', override: false } as const;
    expect(weighDecision(held, chosen)).toEqual({ kind: 'approved', as: 'overlap' });
  });

  it('repeated is the one made before', () => {
    const approved = { state: 'open' as const, verdict: verdict('kill'), decision: decided('approved') };
    const dismissed = { state: 'closed' as const, verdict: verdict('dismiss'), decision: decided('dismissed') };
    expect(weighDecision(approved, { what: 'approved', override: false }).kind).toBe('decided before');
    expect(weighDecision(dismissed, { what: 'dismissed', override: false }).kind).toBe('decided before');
  });

  it('makes an overlap that is under way a kill with an override, and never a kill an overlap', () => {
    const kill = { what: 'approved', as: 'kill' } as const;
    const open = { state: 'open' as const, verdict: verdict('overlap') };
    expect(weighDecision(open, { ...kill, override: false }).kind).toBe('refused');
    expect(weighDecision(open, { ...kill, override: true })).toEqual({ kind: 'approved', as: 'kill' });
    const killed = { state: 'open' as const, verdict: verdict('kill') };
    expect(weighDecision(killed, { what: 'approved', as: 'overlap', override: true }).kind).toBe('refused');
  });

  it('is refused once the version is revoked, or the incident was closed by itself, whatever is overridden', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('contained' as const, 'closed' as const),
        fc.constantFrom('approved' as const, 'dismissed' as const),
        fc.boolean(),
        (state, what, override) => {
          expect(weighDecision({ state, verdict: verdict('kill') }, { what, override }).kind).toBe('refused');
        },
      ),
    );
  });

  it('in spite of another one takes an override', () => {
    fc.assert(
      fc.property(fc.boolean(), (override) => {
        const dismissed = { state: 'closed' as const, verdict: verdict('dismiss'), decision: decided('dismissed') };
        const approved = { state: 'open' as const, verdict: verdict('overlap'), decision: decided('approved') };
        expect(weighDecision(dismissed, { what: 'approved', override }).kind).toBe(override ? 'approved' : 'refused');
        expect(weighDecision(approved, { what: 'dismissed', override }).kind).toBe(override ? 'dismissed' : 'refused');
      }),
    );
  });
});
