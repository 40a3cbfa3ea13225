import { SecretValue } from '../../lib/model/secret-value';
import { freshSigningKey } from '../leaks/knock';
import { setInstantStage } from '../local/instant-stage';
import { floodBench, type FloodTimes, type TrueReport } from './flood-bench';
import type { FloorTimes } from './floor';
import { leakBench } from './leak-bench';
import type { LeakTimes } from './leak-once';
import type { FloodMeasured, Measurement, TrueReports } from './measurement';
import { percentiles } from './percentiles';
import { rotationBench } from './rotation-bench';
import { rotationRequests } from './rotation-requests';

/** Deploys Rekey to a local endpoint of its own, counts the requests of a rotation there times so many leaks, and floods a door for so long. @throws RekeyError, Error naming what did not happen in time */
export async function measure(
  { leaks, floodSeconds }: { leaks: number; floodSeconds: number },
  progress: (what: string) => void,
): Promise<Measurement> {
  progress('deploying Rekey to a local endpoint');
  const signingKey = freshSigningKey();
  const staged = await setInstantStage({
    doors: { config: { report: {} }, secrets: { 'rekey/doors/report': new SecretValue(signingKey) } },
  });
  try {
    const { kind, version, iamEnforced } = staged.stage.endpoint;
    progress('counting the requests of a rotation');
    const bench = await rotationBench(staged.stage.endpoint, staged.issuer);
    const formats = { json: await rotationRequests(bench, 'json'), text: await rotationRequests(bench, 'text') };
    await bench.dispose();
    const withinBudget = Object.values(formats).every(({ budget }) =>
      budget.every(({ used, allowed }) => used <= allowed),
    );
    const measured = await leakBench(staged, leaks, progress);
    const flood = floodSeconds === 0 ? undefined : await floodBench(staged, signingKey, floodSeconds, progress);
    return {
      endpoint: { kind, version, iamEnforced },
      rotation: { requests: formats.json.requests, withinBudget, formats },
      leak: { count: leaks, ...ofLeaks(measured.leaks) },
      floor: ofFloors(measured.floors),
      ...(flood === undefined ? {} : { flood: ofFlood(flood) }),
    };
  } finally {
    await staged.stop();
  }
}

function ofLeaks(times: readonly LeakTimes[]): Omit<Measurement['leak'], 'count'> {
  return {
    accepted: percentiles(times.map(({ accepted }) => accepted)),
    revoke: percentiles(times.map(({ revoke }) => revoke)),
    replaced: percentiles(times.map(({ replaced }) => replaced)),
    told: percentiles(times.map(({ told }) => told)),
  };
}

function ofFlood({ sent, perSecond, drainedAfter, ...reports }: FloodTimes): FloodMeasured {
  const of = (times: readonly TrueReport[]): TrueReports => ({
    accepted: percentiles(times.map(({ accepted }) => accepted)),
    opened: percentiles(times.map(({ opened }) => opened)),
  });
  const { quiet, elsewhere, sameDoor } = reports;
  return { sent, perSecond, drainedAfter, quiet: of(quiet), elsewhere: of(elsewhere), sameDoor: of(sameDoor) };
}

function ofFloors(times: readonly FloorTimes[]): Measurement['floor'] {
  return {
    accepted: percentiles(times.map(({ accepted }) => accepted)),
    revoke: percentiles(times.map(({ revoke }) => revoke)),
  };
}
