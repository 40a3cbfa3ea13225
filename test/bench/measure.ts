import { setInstantStage } from '../local/instant-stage';
import type { FloorTimes } from './floor';
import { leakBench } from './leak-bench';
import type { LeakTimes } from './leak-once';
import type { Measurement } from './measurement';
import { percentiles } from './percentiles';
import { rotationBench } from './rotation-bench';
import { rotationRequests } from './rotation-requests';

/** Deploys Rekey to a local endpoint of its own, counts the requests of a rotation there and times so many leaks. @throws RekeyError, Error naming what did not happen in time */
export async function measure(leaks: number, progress: (what: string) => void): Promise<Measurement> {
  progress('deploying Rekey to a local endpoint');
  const staged = await setInstantStage();
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
    return {
      endpoint: { kind, version, iamEnforced },
      rotation: { requests: formats.json.requests, withinBudget, formats },
      leak: { count: leaks, ...ofLeaks(measured.leaks) },
      floor: ofFloors(measured.floors),
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

function ofFloors(times: readonly FloorTimes[]): Measurement['floor'] {
  return {
    accepted: percentiles(times.map(({ accepted }) => accepted)),
    revoke: percentiles(times.map(({ revoke }) => revoke)),
  };
}
