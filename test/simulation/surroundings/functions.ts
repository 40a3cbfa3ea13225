import { doWork } from '../../../lib/engine/do-work';
import { heedChange } from '../../../lib/engine/checks/heed-change';
import { matchReport } from '../../../lib/engine/incidents/match-report';
import { sweep } from '../../../lib/engine/sweep';
import type { Incident } from '../../../lib/model/leaks/incident';
import type { KeyHead } from '../../../lib/model/ledger/key-head';
import type { LeakReport } from '../../../lib/model/leaks/leak-report';
import { withholds } from '../../../lib/model/adoption/withholds';
import type { SecretChange } from '../../../lib/model/foreign/secret-change';
import { pausesOf } from '../../../lib/model/work/pause';
import type { Work } from '../../../lib/model/work/work';
import { checkWorkEnds } from '../promises/work-ends';
import { instantAt } from './instant-at';
import { SimulatedProcess } from './process';
import type { SimulatedIssuer } from './simulated-issuer';
import type { Simulation } from './simulation';
import { type SimulatedWorld, worldOf } from './world-of';

interface Start {
  kind: string;
  /** What it is about, where no work says so. */
  about?: string;
  work?: Work;
  issuer?: SimulatedIssuer;
}

/** Starts a function: `run` goes on until it ends, or is ended. `settled` hears whether it was carried out. */
export function startProcess(
  simulation: Simulation,
  { kind, about = '', work, issuer }: Start,
  run: (world: SimulatedWorld, process: SimulatedProcess) => Promise<unknown>,
  settled: (done: boolean) => void = () => undefined,
): SimulatedProcess {
  const subject = work === undefined ? about : subjectOf(work);
  const { name, identity } = simulation.nameProcess(kind, subject);
  const process = new SimulatedProcess(simulation, name, { kind, identity, work, timeoutSeconds: 60, onEnd: settled });
  if (work?.kind === 'contain') process.killOf = sentenced(simulation, work);
  if (work !== undefined && 'keyId' in work)
    process.foundRotation = simulation.ledger.table.row('head', work.keyId, '')?.body['rotation'] !== undefined;
  simulation.processes.add(process);
  simulation.trace(() => `${name} starts ${work === undefined ? about : JSON.stringify(work)}`);
  run(worldOf(simulation, process, issuer ?? simulation.issuerOf('')), process).then(
    () => process.end('done'),
    (error: unknown) => {
      simulation.watch.leaves(String(error), 'error');
      simulation.watch.failed(process, error);
      process.end('threw');
    },
  );
  return process;
}

/** A worker with one message. */
export function startWork(
  simulation: Simulation,
  issuer: SimulatedIssuer,
  work: Work,
  settled: (done: boolean) => void,
): void {
  checkWorkEnds(simulation, `${work.kind} ${subjectOf(work)}`);
  startProcess(simulation, { kind: work.kind, work, issuer }, (world) => doWork(world, work), settled);
}

/** The rule that fires each minute. */
export function startSweep(simulation: Simulation): void {
  const about = String(Math.floor(simulation.scheduler.nowMs / 60_000));
  startProcess(simulation, { kind: 'sweep', about }, async (world) => {
    const { waiting } = await sweep(world);
    if (waiting > 0) simulation.coverage.note('sweep', 'waits for room');
  });
}

/** The consumer of the queue of changes: word of a move of `AWSCURRENT`, by whomever. */
export function startWatch(simulation: Simulation, change: SecretChange): void {
  startProcess(simulation, { kind: 'watch', about: change.arn }, (world) => heedChange(world, change));
}

/** The consumer of the report queue; a report stays there until it was carried out. */
export function startMatch(simulation: Simulation, report: LeakReport, afterMs = 0): void {
  simulation.watch.openReports += 1;
  const attempt = () =>
    startProcess(
      simulation,
      { kind: 'match', about: report.reportId },
      (world) => matchReport(world, report),
      (done) => {
        if (done) simulation.watch.openReports -= 1;
        else simulation.scheduler.after(60_000, attempt);
      },
    );
  simulation.scheduler.after(afterMs + 100, attempt);
}

/** What a message is about: two messages about the same are the same, however late they come. */
function subjectOf(work: Work): string {
  if (work.kind === 'reap') return '';
  if (work.kind === 'discover') return work.discoveryId;
  if (work.kind === 'recover') return work.recoveryId;
  if ('versionId' in work) return `${work.keyId} ${work.versionId}`;
  if ('incidentId' in work) return `${work.keyId} ${work.incidentId}`;
  return 'commandId' in work ? `${work.keyId} ${work.commandId}` : work.keyId;
}

function sentenced(simulation: Simulation, work: Work & { kind: 'contain' }): string | undefined {
  const head = simulation.ledger.table.row('head', work.keyId, '')?.body as unknown as KeyHead | undefined;
  const incident = simulation.ledger.table.row('incident', work.keyId, work.incidentId)?.body as Incident | undefined;
  // Somebody may have ordered that not even leaks are contained for a while, or the key is only observed.
  const { installation = {} } = simulation.ledger.table;
  const now = instantAt(simulation.scheduler.nowMs);
  const brake = head !== undefined && pausesOf(head, installation, now).some(({ containment }) => containment);
  const told = head !== undefined && withholds(head, work) && incident?.verdict.inputs.attestedBy !== 'operator';
  const restored = simulation.ledger.tableIdNow !== simulation.ledger.table.installation?.epoch;
  const waits = restored && incident?.orderedBy === undefined;
  const active = head?.status === 'active' && !brake && !waits && !told;
  const kills = incident?.verdict.kind === 'kill' && incident.state === 'open' && active;
  return kills ? incident.versionId : undefined;
}
