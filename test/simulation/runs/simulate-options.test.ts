import { simulateOptions } from './simulate-options';

describe('what `npm run simulate` is asked for', () => {
  it('is thirty operations a history when nothing is said', () => {
    expect(simulateOptions([])).toMatchObject({ operations: '30', mutants: false, rolls: false });
  });

  it.each([['--help'], ['--seed', 'x'], ['--operations', '0'], ['--minutes', 'ten'], ['left over']])(
    'is refused in words when it is %s %s',
    (...args) => {
      expect(() => simulateOptions(args)).toThrow(expect.objectContaining({ code: 'bad_input' }));
    },
  );

  it('can be half a minute', () => {
    expect(simulateOptions(['--minutes', '0.5', '--seed', '0'])).toMatchObject({ minutes: '0.5', seed: '0' });
  });
});
