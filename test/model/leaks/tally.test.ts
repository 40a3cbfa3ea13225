import fc from 'fast-check';
import { brakes } from '../../../lib/model/leaks/brakes';
import type { KeyId } from '../../../lib/model/ids';
import { plusSeconds, secondsBetween } from '../../../lib/model/instant';
import { keysNamed, type Tally, withNamed } from '../../../lib/model/leaks/tally';
import { noon } from '../../contract/samples';

const named = fc.record({ key: fc.integer({ min: 1, max: 60 }), after: fc.integer({ min: 0, max: 120 }) });
const over = (count: number) => count > brakes.flood.keys;

describe('a tally', () => {
  it('says that a sender is over the limit whenever it is, and never of one that was not within eleven minutes', () => {
    const wrong = (reports: { key: number; after: number }[]) =>
      play(reports).filter(({ said, must, may }) => (must && !said) || (said && !may));
    fc.assert(fc.property(fc.array(named, { maxLength: 80 }), (reports) => expect(wrong(reports)).toEqual([])));
  });

  it('is the same after a report that was counted before', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }), (keys) => {
        const report = { keys: keys.map((key) => `k/${key}` as KeyId), at: noon };
        const tally = { keys: withNamed(undefined, report) ?? [] };
        expect(withNamed(tally, report)).toBeUndefined();
      }),
    );
  });

  it('remembers no more than it needs', () => {
    const keys = Array.from({ length: 500 }, (_, n) => `k/${n}` as KeyId);
    expect(withNamed(undefined, { keys, at: noon })).toHaveLength(32);
    expect(keysNamed(undefined, { keys, at: noon })).toBe(500);
  });
});

/** What the tally says after each report, and what it must and may say. */
function play(reports: { key: number; after: number }[]): { said: boolean; must: boolean; may: boolean }[] {
  let tally: Pick<Tally, 'keys'> = { keys: [] };
  let at = noon;
  const history: { keyId: KeyId; at: typeof noon }[] = [];
  return reports.map(({ key, after }) => {
    at = plusSeconds(at, after);
    const keyId = `k/${key}` as KeyId;
    const report = { keys: [keyId], at };
    tally = { keys: withNamed(tally, report) ?? tally.keys };
    history.push({ keyId, at });
    const within = (seconds: number) =>
      over(new Set(history.filter((one) => secondsBetween(one.at, at) < seconds).map((one) => one.keyId)).size);
    const { withinSeconds } = brakes.flood;
    return { said: over(keysNamed(tally, report)), must: within(withinSeconds), may: within(withinSeconds + 60) };
  });
}
