import { randomInt } from 'node:crypto';
import { liveUnderLoad } from './live-under-load';
import type { LoadMeasured } from './load-measured';

jest.setTimeout(1_200_000);

describe('keys that fall due at once, while values leak', () => {
  const plan = { keys: 40, leaks: 6, rounds: 2, seed: randomInt(1_000_000) };
  let measured: LoadMeasured;

  beforeAll(async () => {
    const signal = new AbortController().signal;
    measured = await liveUnderLoad(plan, { progress: () => undefined, signal });
    const { perRound, rotationsPerSecond, barePerSecond, share, leaks, floor } = measured;
    process.stdout.write(
      `load: ${JSON.stringify({ ...plan, perRound, rotationsPerSecond, barePerSecond, share, leaks, floor })}\n`,
    );
  });

  it('are all rotated, none of them twice, by what the issuer, the secrets and the ledger say', () => {
    const { lost, doubled } = measured;
    expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
  });

  it('break no promise', () => {
    expect(measured.broken).toEqual([]);
  });

  it('are taken up by the next sweep', () => {
    // The sweep comes each minute; the rest is for a machine that does much else.
    expect(measured.pickedUpAfterSeconds).toBeLessThan(180);
  });

  it('keep no leaked value alive: each was asked to be deleted, with the load and without', () => {
    expect(measured.leaks.quiet.count).toBe(plan.leaks);
    expect(measured.leaks.loaded.count).toBe(plan.leaks);
  });
});
