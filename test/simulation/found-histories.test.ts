import { live } from './history';

/** Histories that once broke a promise, as long as the harness draws them so. */
const found: [string, number][] = [
  ['a value that was revoked while it was verified is made current, its grant unread', 25_360_294],
  ['a value that is never accepted is waited for without end, where activation takes longer than an invocation', 17],
  ['a leaked version is ended for what it was before an answer that came late', 935_173_769],
];

describe('a history that was found to break a promise', () => {
  it.each(found)('breaks none any more: %s', async (_, seed) => {
    const { broken } = await live({ seed, operations: 30 });

    expect(broken).toBeUndefined();
  });
});
