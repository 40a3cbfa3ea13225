import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { KeyId } from '../../lib/model/ids';
import { epochMs, instantOf, plusSeconds } from '../../lib/model/instant';
import { keyHashOf, readLabel } from '../../lib/model/label';
import type { Ledger } from '../../lib/ports';
import { floorChain } from '../bench/floor';
import type { RotationRequests } from '../bench/rotation-requests';
import type { InstantStage } from '../local/instant-stage';
import { Random } from '../simulation/surroundings/random';
import { bareBlock } from './bare-block';
import { bareRotation } from './bare-rotation';
import { bringDue } from './bring-due';
import type { Expected } from './fleet-outcome';
import { type HerdWatch, watchHerd } from './herd-watch';
import { leakSenders } from './leak-senders';
import { type LeakBesideFloor, leaksInTurn } from './leaks-in-turn';
import type { LoadFleet } from './load-fleet';
import type { LoadPlan, LoadRun } from './load-plan';
import { rotationTap } from './rotation-tap';

/** Rotations under way at once: what `lib/infra/issuer/issuer.ts` deploys, and as many lanes of bare calls. */
export const concurrency = 2;

/** Bare rotations for each rotation of a round. */
const bareShare = 0.2;

/** What there is before the load. */
export interface BeforeLoad {
  set: InstantStage;
  ledger: Ledger;
  fleet: LoadFleet;
  /** The requests of one rotation. */
  counted: RotationRequests;
}

/** One round: bare calls without load, then a stretch of load. */
export interface LoadRound {
  barePerSecond: number;
  /** Rotations of the stretch, each new value minted half of one and each old one deleted the other half; and how long it was. */
  rotations: number;
  /** Leaked values that were replaced and ended in that time: a rotation each, besides. */
  leaked: number;
  seconds: number;
}

/** What happened, as the issuer and the senders saw it. */
export interface LoadLived {
  /** Seconds from the due moment to the first mint. */
  pickedUpAfterSeconds: number;
  rounds: LoadRound[];
  quiet: LeakBesideFloor[];
  loaded: LeakBesideFloor[];
  /** What every key was to get. */
  expected: Map<KeyId, Expected>;
}

/** Lives through the rounds of a plan: leaks and bare calls while nothing else happens, then the same leaks while keys that fell due at once are rotated. */
export async function loadRounds(before: BeforeLoad, plan: LoadPlan, run: LoadRun): Promise<LoadLived> {
  const { set, fleet, counted } = before;
  const { endpoint } = set.stage;
  const random = new Random(plan.seed);
  const by = {
    senders: await leakSenders(set.stage, fleet.leaking),
    floor: await floorChain(endpoint, set.issuer),
    random,
  };
  const tap = await rotationTap(set.stage);
  const bare = await bareRotation(endpoint, set.issuer, counted);
  const watch = await watchOf(before, run);
  const lived: LoadLived = { pickedUpAfterSeconds: 0, rounds: [], quiet: [], loaded: [], expected: new Map() };
  for (const key of fleet.leaking) lived.expected.set(key, { times: 2, before: undefined });
  for (const [index, leaking] of inParts(shuffled(fleet.leaking, random), plan.rounds).entries()) {
    run.progress(`round ${index + 1} of ${plan.rounds}`);
    if (index > 0) await tap.shut();
    lived.quiet.push(...(await leaksInTurn(set, leaking, by, run, 'without load')));
    const barePerSecond = await bareBlock(bare, Math.ceil((plan.keys * bareShare) / plan.rounds), concurrency);
    let startedAt = Date.now();
    if (index > 0) await tap.open();
    else {
      const { dueAt, versions } = await fallDue(before, run);
      for (const [key, version] of versions) lived.expected.set(key, { times: 1, before: version });
      startedAt = await watch.begun();
      lived.pickedUpAfterSeconds = (startedAt - dueAt) / 1000;
    }
    const wanted = Math.ceil((plan.keys * (index + 1)) / plan.rounds);
    const [leaks] = await Promise.all([leaksInTurn(set, leaking, by, run, 'under load'), watch.done(wanted)]);
    lived.loaded.push(...leaks);
    lived.rounds.push({ barePerSecond, ...stretch(watch, startedAt, plan.keys, leaks) });
  }
  return lived;
}

/** From then until now, or until the last of the herd was done. */
function stretch(
  watch: HerdWatch,
  startedAt: number,
  keys: number,
  leaks: readonly LeakBesideFloor[],
): Omit<LoadRound, 'barePerSecond'> {
  const halves = watch.halves();
  const endedAt = halves.length < 2 * keys ? Date.now() : Math.max(...halves);
  return {
    rotations: halves.filter((at) => at >= startedAt).length / 2,
    leaked: leaks.filter(({ leak }) => leak.revokedAt <= endedAt).length,
    seconds: (endedAt - startedAt) / 1000,
  };
}

async function watchOf({ set, ledger, fleet }: BeforeLoad, run: LoadRun): Promise<HerdWatch> {
  const { installationId } = await ledger.installation();
  const hashes = new Set(fleet.herd.map(keyHashOf));
  const isOurs = (label: string) => hashes.has(readLabel(installationId, label)?.keyHash ?? '');
  const tokens = set.issuer.tokens().filter(({ label }) => isOurs(label));
  return watchHerd(set, { ids: new Set(tokens.map(({ id }) => id)), isOurs }, run);
}

async function fallDue({ set, ledger, fleet }: BeforeLoad, run: LoadRun) {
  const { endpoint, outputs } = set.stage;
  const { url, region, credentials } = endpoint;
  const client = new DynamoDBClient({ endpoint: url, region, credentials });
  // Late enough that every key has it before it comes.
  const at = plusSeconds(instantOf(Date.now()), 5 + fleet.herd.length / 50);
  run.progress(`${fleet.herd.length} keys fall due at ${at}`);
  const versions = await bringDue(client, outputs['TableName'] ?? '', ledger, fleet.herd, at);
  client.destroy();
  return { dueAt: epochMs(at), versions };
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** In so many parts, of which the first may be longer by one. */
function inParts<T>(items: readonly T[], parts: number): T[][] {
  return Array.from({ length: parts }, (_, part) => items.filter((_item, index) => index % parts === part));
}
