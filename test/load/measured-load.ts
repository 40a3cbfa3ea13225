import { percentiles } from '../bench/percentiles';
import type { RotationRequests } from '../bench/rotation-requests';
import type { LeakBesideFloor } from './leaks-in-turn';
import type { LeaksMeasured, LoadMeasured } from './load-measured';
import type { LoadPlan } from './load-plan';
import { concurrency, type LoadLived } from './load-rounds';

/** What a run showed, in numbers. */
export function measuredLoad(
  plan: LoadPlan,
  { requests, issuerCalls }: Pick<RotationRequests, 'requests' | 'issuerCalls'>,
  { pickedUpAfterSeconds, rounds, quiet, loaded }: LoadLived,
): Omit<LoadMeasured, 'lost' | 'doubled' | 'broken'> {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const rotationsPerSecond =
    sum(rounds.map(({ rotations, leaked }) => rotations + leaked)) / sum(rounds.map(({ seconds }) => seconds));
  // Each block is of as many bare rotations: the time of all of them is what counts.
  const barePerSecond = rounds.length / sum(rounds.map((one) => 1 / one.barePerSecond));
  const leaks = { quiet: ofLeaks(quiet), loaded: ofLeaks(loaded) };
  const floor = { quiet: percentiles(floors(quiet)), loaded: percentiles(floors(loaded)) };
  return {
    plan,
    concurrency,
    requests: { aws: requests, issuer: issuerCalls },
    pickedUpAfterSeconds: round(pickedUpAfterSeconds, 1),
    perRound: rounds.map(({ rotations, leaked, seconds, barePerSecond: bare }) => ({
      rotations,
      leaked,
      seconds: round(seconds, 1),
      rotationsPerSecond: round((rotations + leaked) / seconds, 2),
      barePerSecond: round(bare, 2),
    })),
    rotationsPerSecond: round(rotationsPerSecond, 2),
    barePerSecond: round(barePerSecond, 2),
    share: round(rotationsPerSecond / barePerSecond, 2),
    leaks: { ...leaks, ratioOfP95: round(leaks.loaded.revoke.p95 / leaks.quiet.revoke.p95, 2) },
    floor: { ...floor, ratioOfP95: round(floor.loaded.p95 / floor.quiet.p95, 2) },
  };
}

function ofLeaks(leaks: readonly LeakBesideFloor[]): LeaksMeasured {
  return {
    count: leaks.length,
    accepted: percentiles(leaks.map(({ leak }) => leak.accepted)),
    revoke: percentiles(leaks.map(({ leak }) => leak.revoke)),
  };
}

function floors(leaks: readonly LeakBesideFloor[]): number[] {
  return leaks.map(({ floor }) => floor.revoke);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
