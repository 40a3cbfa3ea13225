import { setTimeout as pause } from 'node:timers/promises';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { waitUntil } from '../../demo/wait-until';
import type { InstantStage } from '../local/instant-stage';
import { type FloorTimes, floorChain } from './floor';
import { type LeakTimes, leakOnce } from './leak-once';

/** How often one key's value leaks in a run. */
const leaksPerKey = 2;
/** Until what a leak leaves to be done has been done, in milliseconds, so that the next measurement is of its own work. */
const settlingMs = 1000;

/** So many leaks through the deployed system, one after another, and before each the floor. @throws Error naming what did not happen in time */
export async function leakBench(
  of: InstantStage,
  leaks: number,
  progress: (what: string) => void,
): Promise<{ leaks: LeakTimes[]; floors: FloorTimes[] }> {
  const { url, region, credentials } = of.stage.endpoint;
  const secrets = new SecretsManagerClient({ endpoint: url, region, credentials });
  const keys = Array.from({ length: Math.ceil(leaks / leaksPerKey) }, (_, index) => `bench/leaks-${index + 1}`);
  progress(`issuing ${keys.length} keys`);
  await of.apply(Object.fromEntries(keys.map((key) => [key, { maxAge: '30d', overlap: '1h' }])));
  await waitUntil('the first value of each key', 120, async () => isIssued(of, keys.length));
  await pause(settlingMs);
  const floor = await floorChain(of.stage.endpoint, of.issuer);
  const measured: { leaks: LeakTimes[]; floors: FloorTimes[] } = { leaks: [], floors: [] };
  for (let leak = 0; leak < leaks; leak++) {
    const key = keys[leak % keys.length] ?? '';
    measured.floors.push(await floor());
    const times = await leakOnce(of, secrets, key);
    measured.leaks.push(times);
    progress(`leak ${leak + 1} of ${leaks}: revoked after ${times.revoke} ms, told after ${times.told} ms`);
    await pause(settlingMs);
  }
  return measured;
}

function isIssued({ receiver }: InstantStage, wanted: number): true | undefined {
  const issued = receiver.messages.filter(({ event }) => event === 'Key Issued');
  return new Set(issued.map(({ key }) => key)).size === wanted ? true : undefined;
}
