import { isOnItsWay } from '../../../lib/model/schedule/is-on-its-way';

describe('a message that was sent when its work was planned', () => {
  test.each([
    ['prove', 10, 0, false],
    ['prove', 149, 100, true],
    ['prove', 150, 100, false],
    ['retire', 60, 2000, true],
    ['retire', 3600, 1_000_000, false],
    ['rotate', 10, 2000, false],
    ['expire', 10, 2000, false],
    ['contain', 10, 2000, false],
  ] as const)('to %s, late by %i s behind %i others, is on its way: %s', (kind, lateSeconds, ahead, is) => {
    expect(isOnItsWay(kind, lateSeconds, ahead)).toBe(is);
  });
});
