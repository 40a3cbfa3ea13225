import type { Ledger } from '../../../lib/ports';
import type { RequestCounter } from '../request-counter';
import { fingerprintOf } from './fill-table';

/** What looking up the readings of one report asked for. */
export interface LookUpRequests {
  /** Fingerprints that were looked for: as many items are read at most, by their keys. */
  readings: number;
  /** How many of them are a key's. */
  found: number;
  requests: Record<string, number>;
  milliseconds: number;
  /** Heap in use after it, in megabytes. */
  heapMb: number;
}

/** Readings of a report with six or seven findings. */
const readings = 100;

/** Looks so many fingerprints up among those of as many keys as there are: one is the last key's, the others are nobody's. */
export async function lookUpRequests(ledger: Ledger, counter: RequestCounter, keys: number): Promise<LookUpRequests> {
  const wanted = [keys - 1, ...Array.from({ length: readings - 1 }, (_, n) => -1 - n)].map(fingerprintOf);
  counter.reset();
  const startedAt = performance.now();
  const { size: found } = await ledger.locate(wanted);
  const milliseconds = Math.round(performance.now() - startedAt);
  if (found !== 1) throw new Error(`${found} keys were found instead of one`);
  const requests = Object.fromEntries([...counter.counts].map(([name, { count }]) => [name, count]));
  return { readings, found, requests, milliseconds, heapMb: Math.round(process.memoryUsage().heapUsed / 1e6) };
}
