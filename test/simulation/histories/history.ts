import { calm, drawProfile } from '../trouble/faults';
import { startMatch, startSweep } from '../surroundings/functions';
import { apply, operate } from '../operations/operations';
import { checkAtRest } from '../promises/at-rest';
import { makeAdopted } from '../surroundings/adopted-key';
import { instantAt } from '../surroundings/instant-at';
import type { KeyId } from '../../../lib/model/ids';
import { epochMs } from '../../../lib/model/instant';
import { checkGivenUp } from '../promises/given-up-ends-soon';
import { endNameless } from '../operations/end-nameless';
import { flood } from '../operations/flood';
import { makeRoom } from '../operations/make-room';
import { mendRights } from '../operations/mend-rights';
import { manyKeys } from '../surroundings/many-keys';
import { checkKillsDone } from '../promises/kills-are-done';
import { checkGoesOn } from '../promises/recovered-goes-on';
import { checkOverdue } from '../promises/p4-overdue-is-told';
import { checkLeakedEnds } from '../promises/leaks-are-contained';
import { checkNothingWaits } from '../promises/nothing-waits';
import { checkGapsEnd } from '../promises/p1-gaps-end';
import { checkBegun } from '../promises/scheduled-is-begun';
import { checkWishesSoon } from '../promises/wishes-are-done';
import { operateRarely, rareOperations } from '../operations/rare-operations';
import { restoreLedger } from '../operations/restore-ledger';
import { awaitsForgetful, restlessKey, restlessness, snapshot, strangers } from './rest';
import type { Life } from './life';
import type { Broken } from '../surroundings/watch';
import { Random } from '../surroundings/random';
import { untried } from '../surroundings/simulated-queue';
import { type Scenario, Simulation } from '../surroundings/simulation';

/** What one history came to. */
export interface Lived {
  broken: Broken | undefined;
  /** Strokes of bad luck, by name, in order. */
  struck: readonly string[];
  /** What happened, if it was to be traced. */
  lines: readonly string[];
  coverage: ReadonlyMap<string, number>;
}

/** Virtual time within which everything has come to rest once nothing goes wrong any more: the longest delay between two tries, twice, and a version's life. */
const restMs = 20 * 3600_000;

/** Lives one history: the same life, the same history. */
export async function live(life: Life, scenario: Omit<Scenario, 'faults' | 'rolls'> = {}): Promise<Lived> {
  const { seed, faults, force, rolls } = life;
  // Every sixteenth is enough to see what would fit into no ledger or queue.
  const checked = seed % 16 === 0;
  const reaper = new Random(seed).fork('reaper').chance(0.7) ? 'act' : 'report';
  const keys = manyKeys(seed);
  const simulation = new Simulation(seed, {
    ...(keys === undefined ? {} : { keys }),
    ...scenario,
    checked,
    reaper,
    ...(faults && { faults }),
    ...(force && { force }),
    ...(rolls === true && { rolls }),
  });
  await simulation.open();
  await disturbed(simulation, life);
  await settle(simulation);
  const { watch, lines, coverage, luck } = simulation;
  return { broken: watch.broken, struck: luck.struck, lines, coverage: coverage.counts };
}

async function disturbed(simulation: Simulation, { seed, operations, only, force }: Life): Promise<void> {
  const { scheduler, keys } = simulation;
  const random = simulation.random.fork('plan');
  const kept = only && new Set(only);
  if (random.chance(0.9)) simulation.profile = drawProfile(random);
  for (const key of keys) if (random.chance(0.15)) makeAdopted(simulation, key, random);
  tick(simulation);
  scheduler.after(random.whole(0, 3600_000), () => hourly(simulation));
  for (const key of keys) scheduler.after(random.whole(0, 60_000), () => apply(simulation, key));
  const meanMs = random.pick([3000, 10_000, 30_000, 60_000, 240_000]);
  let atMs = scheduler.nowMs + 120_000;
  for (let number = 1; number <= operations; number++) {
    // Now and then two things happen at once.
    atMs += random.chance(0.2) ? random.whole(0, 3000) : Math.round(-Math.log(1 - random.next()) * meanMs);
    if (kept === undefined || kept.has(number)) scheduler.at(atMs, () => operate(simulation, number));
  }
  const others = simulation.random.fork('rare plan');
  for (const number of rareOperations(seed, operations)) {
    const whenMs = scheduler.nowMs + 120_000 + others.next() * (atMs - scheduler.nowMs - 120_000);
    if (kept === undefined || kept.has(number)) scheduler.at(whenMs, () => operateRarely(simulation, number));
  }
  // Where values are rolled, and the issuer cannot say which credential a value is, a restored key has no room for another (docs/reliability.md).
  const stuck = simulation.issuers.some(({ capabilities, family }) => capabilities.roll && family.mute === true);
  const forced = force?.step.startsWith('recover ') === true;
  if (random.chance(forced ? 1 : 0.12) && !stuck) {
    backUp(simulation);
    // So early that the trouble which is to befall its recovery is not over before.
    const share = random.next() * (forced ? 0.3 : 1);
    scheduler.at(scheduler.nowMs + share * (atMs - scheduler.nowMs), () => restoreLedger(simulation, random));
  }
  if (keys.length > 3) {
    const floodMs = random.next() * (atMs - scheduler.nowMs);
    scheduler.after(Math.max(120_000, floodMs), () => void flood(simulation, random));
  }
  await scheduler.run(atMs + 60_000);
}

/** Lets a calm world run for so many seconds, with its sweeps. */
export async function runQuietly(simulation: Simulation, seconds: number): Promise<void> {
  tick(simulation);
  await simulation.scheduler.run(simulation.scheduler.nowMs + seconds * 1000);
}

/** Nothing goes wrong any more, and what somebody else did behind Rekey's back is undone in time; then every promise is checked, and everything replayed. */
export async function settle(simulation: Simulation): Promise<void> {
  const { scheduler } = simulation;
  simulation.profile = calm;
  simulation.quiet = true;
  for (const issuer of simulation.issuers) issuer.outage = undefined;
  simulation.kmsAwayUntilMs = 0;
  simulation.disturb();
  simulation.watch.quietMs = scheduler.nowMs;
  if (simulation.watch.forgetful && !simulation.watch.recovers) return afterRestore(simulation);
  const untilMs = scheduler.nowMs + restMs;
  if (!(await restful(simulation, untilMs))) return simulation.coverage.note('history', 'no common rest');
  if (simulation.watch.broken === undefined) checkAtRest(simulation);
  // What was refused because a key was released means something once the key is back.
  const released = simulation.keys.some((key) => key.released);
  if (simulation.watch.broken !== undefined || released || awaitsForgetful(simulation)) return;
  await replayAll(simulation);
  if (simulation.watch.recoveredMs !== undefined) await checkGoesOn(simulation);
}

/** On a ledger that was restored everything that revokes stands still, and somebody has heard why. */
async function afterRestore(simulation: Simulation): Promise<void> {
  const { scheduler, watch, inbox } = simulation;
  await scheduler.run(scheduler.nowMs + 3 * 3600_000);
  if (watch.broken === undefined && !inbox.some(({ type }) => type === 'Ledger Restored'))
    watch.break('P9 someone is told', 'the ledger was restored, and nobody heard of it');
}

/** False when there was no one moment to look at, although nothing hangs. */
async function restful(simulation: Simulation, untilMs: number): Promise<boolean> {
  const { scheduler } = simulation;
  const restless = new Set(simulation.keys);
  while (simulation.watch.broken === undefined && restlessness(simulation) !== undefined) {
    for (const key of restless) if (restlessKey(simulation, key) === undefined) restless.delete(key);
    // Keys whose lives are short and shifted may never all rest at one moment: then each must have rested once.
    // Until the last pause is over, and the last stranger has gone, something goes wrong still.
    const byMs = Math.max(untilMs, simulation.disturbedMs + restMs);
    if (scheduler.nowMs >= byMs) return restless.size > 0;
    await scheduler.run(Math.min(scheduler.nowMs + 60_000, byMs));
  }
  return true;
}

/** P10: every message and report that there ever was comes once more, some twice at once, and changes nothing. */
async function replayAll(simulation: Simulation): Promise<void> {
  const { scheduler, watch, queues } = simulation;
  const random = simulation.random.fork('replay');
  const others = strangers(simulation);
  const before = snapshot(simulation, others);
  watch.replays = true;
  simulation.trace(() => 'REPLAY of everything');
  for (const queue of queues) {
    // What was lost, or dead-lettered, was perhaps never carried out: its coming now is no replay.
    const dead = new Set(queue.deadLetters.map(untried));
    for (const body of queue.handled) {
      if (queue.lost.has(body) || dead.has(body) || isOfAnotherLife(simulation, body)) continue;
      const copies = random.chance(0.3) ? 2 : 1;
      for (let copy = 0; copy < copies; copy++) queue.deliver(body, random.next() * 5);
    }
  }
  for (const report of simulation.reports) {
    // One that was made before the ledger was restored may be news to it.
    if (epochMs(report.acceptedAt) > (watch.restoredMs ?? 0)) startMatch(simulation, report);
  }
  await scheduler.run(scheduler.nowMs + 240_000);
  const after = snapshot(simulation, others);
  if (watch.broken === undefined && before !== after) {
    watch.break('P10 idempotent', `replays changed something: ${differences(before, after)}`);
  }
}

/** Whether a message is of before the registration of its key, which a restored ledger had forgotten: it came while nobody knew the key. */
function isOfAnotherLife({ watch, ledger }: Simulation, body: string): boolean {
  if (watch.restoredMs === undefined) return false;
  const { keyId, dueAt } = JSON.parse(body) as { keyId?: KeyId; dueAt: string };
  const head = keyId === undefined ? undefined : ledger.table.row('head', keyId, '')?.body;
  return head !== undefined && String(head['registeredAt']) > dueAt;
}

/** A sweep each minute; a minute in which nothing can be due is passed over, because then a sweep does nothing, unless it has to tell of a restore. */
function tick(simulation: Simulation): void {
  const { scheduler } = simulation;
  const until = scheduler.nowMs;
  const { restoredMs } = simulation.watch;
  const news = restoredMs !== undefined && until < restoredMs + 600_000;
  if (news || isDueAt(simulation, until + 1000)) startSweep(simulation);
  checkNothingWaits(simulation);
  checkKillsDone(simulation);
  checkGivenUp(simulation);
  checkOverdue(simulation);
  checkWishesSoon(simulation);
  checkBegun(simulation);
  checkGapsEnd(simulation);
  checkLeakedEnds(simulation);
  scheduler.after(60_000, () => tick(simulation));
}

function isDueAt({ ledger }: Simulation, atMs: number): boolean {
  const at = instantAt(atMs);
  for (const { due } of ledger.table.due) if (due.at <= at) return true;
  return false;
}

/** A rule that fires every hour for each issuer; and people who do what only they can. */
function hourly(simulation: Simulation): void {
  for (const { name } of simulation.issuers) {
    simulation.queue('rotations', name).post({ kind: 'reap', dueAt: instantAt(simulation.scheduler.nowMs) });
  }
  endNameless(simulation);
  mendRights(simulation);
  makeRoom(simulation);
  simulation.scheduler.after(3600_000, () => hourly(simulation));
}

/** The backups of a restore, one every ten minutes. */
function backUp(simulation: Simulation): void {
  simulation.backups.push(simulation.ledger.table.copy());
  if (simulation.backups.length > 6) simulation.backups.shift();
  simulation.scheduler.after(600_000, () => backUp(simulation));
}

function differences(before: string, after: string): string {
  const old = new Set(before.split('\n'));
  return after
    .split('\n')
    .filter((line) => !old.has(line))
    .join('; ');
}
