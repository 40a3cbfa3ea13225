import { instantOf } from '../../../lib/model/instant';
import type { KeyRef, Version } from '../../../lib/model/ledger/version';
import { decideEnd } from '../../../lib/model/rotation/decide-end';

const now = instantOf(Date.parse('2026-11-26T12:00:00.000Z'));
const later = instantOf(Date.parse('2026-11-26T13:00:00.000Z'));
const before = instantOf(Date.parse('2026-11-26T11:00:00.000Z'));
const ref: KeyRef = { id: 'one', label: 'rekey-one' };

function version(id: string, of: Partial<Version>): Version {
  return {
    keyId: 'shop/checkout',
    versionId: id.padEnd(36, '0'),
    cause: 'scheduled',
    placeholder: false,
    issuedAt: before,
    refusals: 0,
    overdueTold: false,
    ref,
    ...of,
  } as Version;
}

const current = version('b', { state: 'current' });
const end = (one: Version, others: Version[], kill = false) => decideEnd(one, [one, ...others], kill, now);

describe('the end of a version at an issuer that rolls in place', () => {
  it('is a revocation, when no other version is a value of its credential', () => {
    expect(end(current, [])).toEqual({ kind: 'revoke' });
    expect(end(current, [version('a', { state: 'dead' })])).toEqual({ kind: 'revoke' });
    expect(end(current, [version('a', { state: 'retiring', ref: { id: 'two', label: 'l' } })]).kind).toBe('revoke');
  });

  it('is never taken for done by a roll that nobody recorded, when nobody can name it', () => {
    const { ref: _, ...unnamed } = version('a', { state: 'retiring' });
    expect(end(unnamed, [current])).toEqual({ kind: 'revoke' });
  });

  describe('when it was rolled', () => {
    const over = version('a', { state: 'retiring', rolled: { at: before, until: before } });
    const inGrace = version('a', { state: 'retiring', rolled: { at: before, until: later } });

    it('needs no revocation once its grace is over, not even by a kill', () => {
      const rolled = { kind: 'rolled', rolled: { at: before, until: before } };
      expect(end(over, [current])).toEqual(rolled);
      expect(end(over, [current], true)).toEqual(rolled);
    });

    it('is not revoked once more, when it ended before its grace did', () => {
      expect(end({ ...inGrace, state: 'revoked' }, []).kind).toBe('rolled');
      expect(end({ ...inGrace, state: 'revoked' }, [], true).kind).toBe('rolled');
    });

    it('waits for the end of its grace', () => {
      expect(end(inGrace, [current])).toEqual({ kind: 'wait', until: later });
    });

    it('does not wait when it is killed: the credential ends', () => {
      expect(end(inGrace, [current], true)).toEqual({ kind: 'revoke' });
    });
  });

  it('waits while a former value is in its grace', () => {
    const pending = version('c', { state: 'pending' });
    const parent = version('b', { state: 'current', rolled: { at: before, until: later } });
    expect(end(pending, [parent])).toEqual({ kind: 'wait', until: later });
    expect(end(pending, [{ ...parent, rolled: { at: before, until: before } }])).toEqual({ kind: 'revoke' });
  });

  describe('when nobody recorded a roll, and another version is a value of its credential', () => {
    it('is taken for done, for a version that was replaced', () => {
      expect(end(version('a', { state: 'retiring' }), [current])).toEqual({ kind: 'rolled' });
    });

    it('waits, for a version that is in use or is to be', () => {
      expect(end(current, [version('a', { state: 'retiring' })])).toEqual({ kind: 'wait' });
      expect(end(version('c', { state: 'pending' }), [current])).toEqual({ kind: 'wait' });
    });
  });

  it('waits for a version of which nobody knows whose value it is', () => {
    expect(end(version('a', { state: 'pending' }), [version('x', { state: 'pending', ref: undefined })]).kind).toBe(
      'wait',
    );
  });
});
