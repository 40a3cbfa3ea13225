import { live } from './histories/history';

/** Histories that once broke a promise, as long as the harness draws them so. */
const found: [string, number, number?][] = [
  ['a kill is taken for an overlap that was shortened', 718_964_187, 200],
  ['what was given up is ended, though it was current for a moment', 494_042_539, 120],
  ['a value that was revoked while it was verified is made current, its grant unread', 25_360_294],
  ['a value that is never accepted is waited for without end, where activation takes longer than an invocation', 17],
  ['a leaked version is ended for what it was before an answer that came late', 935_173_769],
];

describe('a history that was found to break a promise', () => {
  it.each(found)('breaks none any more: %s', async (_, seed, operations = 30) => {
    const { broken } = await live({ seed, operations });

    expect(broken).toBeUndefined();
  });
});
