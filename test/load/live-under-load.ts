import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitUntil } from '../../demo/wait-until';
import { instantOf } from '../../lib/model/instant';
import type { Ledger } from '../../lib/ports';
import { rotationBench } from '../bench/rotation-bench';
import { type RotationRequests, rotationRequests } from '../bench/rotation-requests';
import { restless } from '../chaos/at-rest';
import { openLedger } from '../chaos/open-ledger';
import { brokenPromises } from '../chaos/promises-kept';
import { readLedger } from '../chaos/read-ledger';
import { type InstantStage, setInstantStage } from '../local/instant-stage';
import { fleetOutcome } from './fleet-outcome';
import { raiseFleet } from './load-fleet';
import type { LoadMeasured } from './load-measured';
import type { LoadPlan, LoadRun } from './load-plan';
import { loadRounds } from './load-rounds';
import { measuredLoad } from './measured-load';

/** Milliseconds that the issuer takes for each answer. */
const issuerLatencyMs = 20;

/** Nobody at the endpoint takes spans, and the bare calls write none. */
const withoutSpans = { POWERTOOLS_TRACE_ENABLED: 'false' };

/** What the endpoint does otherwise than it comes: where it is slower than AWS by something that AWS does not do at all. */
const mended = ['indexed-secrets.py', 'lighter-requests.py', 'eager-pollers.py'];

/** Everything has come to rest within so many seconds after the load, and one more for each key: the last step of all of them waits for that of all others. */
const restSeconds = 900;

/**
 * Deploys Rekey to a local endpoint of its own, makes all keys of the plan due at once, and takes turns between that load, bare calls and neither;
 * values leak with the load and without. At rest it looks at every promise from outside.
 */
export async function liveUnderLoad(plan: LoadPlan, run: LoadRun): Promise<LoadMeasured> {
  run.progress('deploying Rekey to a local endpoint');
  const set = await setInstantStage({
    issuer: { latencyMs: issuerLatencyMs },
    functionEnv: withoutSpans,
    endpointPrelude: (await Promise.all(mended.map((name) => readFile(join(__dirname, name), 'utf8')))).join('\n'),
  });
  try {
    const ledger = openLedger(set.stage);
    const counted = await countedRotation(set);
    run.signal.throwIfAborted();
    const fleet = await raiseFleet(set, ledger, plan, run);
    const since = { calls: set.issuer.calls().length, at: instantOf(Date.now()) };
    const lived = await loadRounds({ set, ledger, fleet, counted }, plan, run);
    await rest(ledger, restSeconds + plan.keys, run);
    run.progress('looking at every key from outside');
    const onRecord = await readLedger(ledger);
    const { installationId } = await ledger.installation();
    return {
      ...measuredLoad(plan, counted, lived),
      ...(await fleetOutcome(set, installationId, lived.expected, since, onRecord)),
      broken: await brokenPromises(set, onRecord),
    };
  } finally {
    await set.stop();
  }
}

async function countedRotation(set: InstantStage): Promise<RotationRequests> {
  const bench = await rotationBench(set.stage.endpoint, set.issuer);
  try {
    return await rotationRequests(bench, 'json');
  } finally {
    await bench.dispose();
    // Of another installation: at the end every credential is to be one of this.
    set.issuer.forget();
  }
}

async function rest(ledger: Ledger, seconds: number, run: LoadRun): Promise<void> {
  await waitUntil('everything to come to rest', seconds, async () => {
    run.signal.throwIfAborted();
    const reason = await restless(ledger);
    if (reason !== undefined) run.progress(`coming to rest: ${reason}`);
    return reason === undefined ? true : undefined;
  });
}
