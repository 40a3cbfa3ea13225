import { counted, monthOf } from './on-paper';

describe('a month on paper', () => {
  it('stands on the budget that a rotation is held to', () => {
    // test/bench/rotation-requests.test.ts counts them.
    expect(counted.rotation).toMatchObject({ secretWrites: 2, secretReads: 5, transactions: 5 });
  });

  it('grows with the keys and not faster', () => {
    const [few, many] = [monthOf(100, 28), monthOf(100_000, 28)];
    expect(many.requests.secretsManager / few.requests.secretsManager).toBeCloseTo(1000, 0);
    expect(many.dollars.secrets).toBe(40_000);
  });

  it('says how long the account’s 50 writes a second take for all keys at once', () => {
    expect(monthOf(100_000, 28).allAtOnceMinutes).toBeCloseTo(66.7, 1);
  });
});
