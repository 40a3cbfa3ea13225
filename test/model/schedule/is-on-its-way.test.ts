import { isOnItsWay } from '../../../lib/model/schedule/is-on-its-way';

describe('a message that was sent when its work was planned', () => {
  test.each([
    ['prove', 10, 0, false],
    ['prove', 149, 150, true],
    ['prove', 150, 150, false],
    ['retire', 60, 3000, true],
    ['rotate', 10, 3000, false],
    ['expire', 10, 3000, false],
    ['contain', 10, 3000, false],
  ] as const)('to %s, late by %i s where one may wait for %i s, is on its way: %s', (kind, lateSeconds, wait, is) => {
    expect(isOnItsWay(kind, lateSeconds, wait)).toBe(is);
  });
});
