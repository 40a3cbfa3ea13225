import { setTimeout as delay } from 'node:timers/promises';
import { restless } from './at-rest';
import { type ChaosPlan, chaosStory, type Told } from './chaos-story';
import { setChaosStage } from './chaos-stage';
import { openLedger } from './open-ledger';
import { brokenPromises, neglectedReports, secondsToRevocation } from './promises-kept';
import { readLedger } from './read-ledger';

/** What chaos there was, and what it broke. */
export interface LivedThrough extends Told {
  seed: number;
  /** Versions that became current, first values included. */
  promoted: number;
  /** Troubles by kind, on the way to the issuer and to AWS. */
  toIssuer: Readonly<Record<string, number>>;
  toAws: Readonly<Record<string, number>>;
  /** Seconds from the first accepted report of each version to its accepted revocation. */
  revokedWithinSeconds: number[];
  broken: string[];
}

/** Seconds within which everything has come to rest after the last trouble: a claim, the search for what was given up, and sweeps. */
const restSeconds = 900;

/** Plays the plan at an endpoint of its own, lets it come to rest, and looks at every promise from outside. */
export async function liveThrough(plan: ChaosPlan, progress: (what: string) => void): Promise<LivedThrough> {
  progress('deploying Rekey to a local endpoint');
  const set = await setChaosStage(plan.seed);
  try {
    const ledger = openLedger(set.stage);
    const told = await chaosStory(set, plan, progress);
    set.calm();
    await rest(ledger, progress);
    const keys = await readLedger(ledger);
    return {
      seed: plan.seed,
      ...told,
      promoted: keys.flatMap(({ entries }) => entries).filter(({ type }) => type === 'version-promoted').length,
      toIssuer: set.toIssuer.counts,
      toAws: set.toAws.counts,
      revokedWithinSeconds: secondsToRevocation(keys),
      broken: [...(await brokenPromises(set, keys)), ...neglectedReports(told.reports, keys)],
    };
  } finally {
    await set.stop();
  }
}

async function rest(ledger: Parameters<typeof restless>[0], progress: (what: string) => void): Promise<void> {
  const end = Date.now() + restSeconds * 1000;
  for (;;) {
    const reason = await restless(ledger);
    if (reason === undefined) return;
    if (Date.now() > end) throw new Error(`no rest within ${restSeconds} s: ${reason}`);
    progress(`coming to rest: ${reason}`);
    await delay(3000);
  }
}
