import type { Entry } from '../../../lib/model/ledger/entry';
import type { RekeyEvent } from '../../../lib/model/event';
import type { Installation } from '../../../lib/model/ledger/installation';
import type { LeakReport } from '../../../lib/model/leaks/leak-report';
import type { IssuerName } from '../../../lib/model/ids';
import type { Pace } from '../../../lib/model/schedule/pace';
import { MemoryLedger, MemorySecretStore, SeededIds } from '../../../lib/memory';
import type { DueItem, InstallationTransition, IssuerProfile, Lane, Transition } from '../../../lib/ports';
import { MemoryDiscoveries } from '../../../lib/memory/memory-discoveries';
import type { MemoryTable } from '../../../lib/memory/memory-table';
import { Coverage } from '../histories/coverage';
import { byChance, calm, type CallFault, type ChooseFault, type FaultProfile } from '../trouble/faults';
import { instantAt } from './instant-at';
import { drawFamily, drawRolling, type IssuerFamily } from './issuer-family';
import { kindsOf } from './kinds-of';
import { acceptGap, drawKey, type KeySpec } from './key-spec';
import { startWork } from './functions';
import type { Pair } from '../histories/life';
import { Luck } from '../trouble/luck';
import { checkOnlyLooks } from '../promises/observe-changes-nothing';
import { checkClaim } from '../promises/p5-while-the-claim-lasts';
import { checkLooks } from '../promises/looks-only';
import { checkTurns } from '../promises/p5-one-at-a-time';
import { checkPaused } from '../promises/pause-stops';
import { checkReleased } from '../promises/released-is-left-alone';
import { checkRestored } from '../promises/restored-changes-nothing';
import type { SimulatedProcess } from './process';
import { Random } from './random';
import { Scheduler } from './scheduler';
import { SimulatedIssuer } from './simulated-issuer';
import { SimulatedQueue } from './simulated-queue';
import { SimulatedSecretsManager } from './simulated-secrets-manager';
import { SimulatedStream } from './simulated-stream';
import { Watch } from './watch';

const fewAMinute: Pace = { slowest: 40, fastest: 5 };
const startMs = Date.parse('2026-01-01T00:00:00.000Z');

/** What makes a history other than a random one. */
export interface Scenario {
  keys?: number;
  family?: IssuerFamily;
  chooseFault?: ChooseFault;
  /** How quickly workers are reckoned to be. @default few a minute, so that much of what is due waits for room in its queue */
  pace?: Pace;
  /** Every call takes exactly this long, in milliseconds. */
  latencyMs?: number;
  /** False: what is written to the ledger and the queues is not held against its schemas, which costs time. @default true */
  checked?: boolean;
  /** @default 'report' */
  reaper?: 'act' | 'report';
  /** Keeps what happened, line by line. */
  traced?: boolean;
  /** As in {@link Life}. */
  faults?: readonly string[];
  rolls?: boolean;
  force?: Pair;
}

/** A world with Rekey in it: its clock, its stores, its issuers, and whatever is at work there. */
export class Simulation {
  readonly random: Random;
  readonly scheduler = new Scheduler(startMs);
  readonly coverage = new Coverage();
  readonly watch = new Watch(this);
  readonly ledger: MemoryLedger;
  readonly manager: SimulatedSecretsManager;
  readonly secrets: MemorySecretStore;
  readonly issuers: SimulatedIssuer[];
  readonly profiles: ReadonlyMap<string, IssuerProfile>;
  readonly keys: KeySpec[];
  readonly inbox: RekeyEvent[] = [];
  readonly reports: LeakReport[] = [];
  readonly lines: string[] = [];
  /** The adversary has stopped. */
  quiet = false;
  readonly processes = new Set<SimulatedProcess>();
  readonly chooseFault: ChooseFault;
  installation: Installation | undefined;
  profile: FaultProfile = calm;
  /** When something went wrong last. */
  disturbedMs = 0;
  /** Until when KMS answers nobody. */
  kmsAwayUntilMs = 0;
  /** Calls that are on their way. */
  inFlight = 0;
  /** Copies of the ledger's table, one every ten minutes, of the last hour. */
  readonly backups: MemoryTable[] = [];
  /** Whether the reaper revokes, or only reports. */
  readonly reaper: 'act' | 'report';
  /** What issuers were found to hold that is no key's. */
  readonly discoveries = new MemoryDiscoveries();
  /** What the due index listed last. */
  lastDue: DueItem[] = [];
  readonly luck: Luck;
  readonly #queues = new Map<string, SimulatedQueue>();
  #stream = new SimulatedStream(this);
  readonly #subjects = new Map<string, number>();
  #started = 0;

  constructor(
    seed: number,
    readonly scenario: Scenario = {},
  ) {
    this.random = new Random(seed);
    this.luck = new Luck(scenario.faults && new Set(scenario.faults));
    const clock = { now: () => instantAt(this.scheduler.nowMs), sleep: async () => undefined };
    this.ledger = new MemoryLedger(
      { ids: new SeededIds(String(seed)), clock },
      { checked: scenario.checked !== false },
    );
    this.manager = new SimulatedSecretsManager(clock);
    this.secrets = new MemorySecretStore(this.manager);
    const random = this.random.fork('world');
    const keys = scenario.keys ?? random.whole(1, 3);
    const drawn = () => (scenario.rolls === true ? drawRolling(random) : drawFamily(random, keys));
    const family = () => scenario.family ?? drawn();
    const names = keys > 1 && random.chance(0.4) ? ['sim-a', 'sim-b'] : ['sim-a'];
    this.issuers = names.map((name) => new SimulatedIssuer(this, name as IssuerName, family()));
    for (const issuer of this.issuers) for (const kind of kindsOf(issuer.family)) this.coverage.note('family', kind);
    this.reaper = scenario.reaper ?? 'report';
    this.profiles = new Map(this.issuers.map(({ profile }) => [profile.name, profile]));
    this.keys = Array.from({ length: keys }, (_, index) =>
      drawKey(random, index, names[index % names.length] ?? 'sim-a', keys > 3),
    );
    for (const key of this.keys) acceptGap(key, this.issuerOf(key.issuer).capabilities);
    this.chooseFault = scenario.chooseFault ?? byChance(() => this.profile, scenario.force);
    this.scheduler.afterEach = () => this.watch.afterEach();
  }

  /** What comes before everything else: the installation has an id. */
  async open(): Promise<void> {
    this.installation = await this.ledger.installation();
  }

  issuerOf(name: string): SimulatedIssuer {
    return this.issuers.find((issuer) => issuer.name === name) ?? (this.issuers[0] as SimulatedIssuer);
  }

  get queues(): SimulatedQueue[] {
    return [...this.#queues.values()];
  }

  queue(lane: Lane, issuer: IssuerName): SimulatedQueue {
    const name = `${lane}/${issuer}`;
    const found = this.#queues.get(name);
    if (found !== undefined) return found;
    const made = new SimulatedQueue(this, name, 2, (work, settled) =>
      startWork(this, this.issuerOf(issuer), work, settled),
    );
    this.#queues.set(name, made);
    return made;
  }

  get pace(): Pace {
    return this.scenario.pace ?? fewAMinute;
  }

  latencyMs(random: Random): number {
    return this.scenario.latencyMs ?? random.whole(5, random.chance(0.02) ? 3000 : 120);
  }

  /** A name to read, by order of start, and one that is the same whatever else happens: the n-th process about this subject. */
  nameProcess(kind: string, subject: string): { name: string; identity: string } {
    this.#started += 1;
    const about = `${kind} ${subject}`;
    const count = (this.#subjects.get(about) ?? 0) + 1;
    this.#subjects.set(about, count);
    return { name: `${kind}#${this.#started}`, identity: `${about} ${count}` };
  }

  disturb(): void {
    this.disturbedMs = this.scheduler.nowMs;
  }

  ended(process: SimulatedProcess): void {
    this.processes.delete(process);
  }

  noteCall(process: SimulatedProcess, name: string, fault: CallFault | undefined): void {
    this.coverage.note('step', process.kind, name);
    checkTurns(this, process, name);
    checkClaim(this, process, name);
    checkOnlyLooks(this, process, name);
    checkLooks(this, process, name);
    checkPaused(this, process, name);
    checkRestored(this, process, name);
    checkReleased(this, process, name);
    if (fault === undefined) return;
    this.disturb();
    this.coverage.note('fault', fault);
    this.coverage.note('fault by step', `${fault} at ${process.kind}`, name);
  }

  recorded(transition: Transition, process: SimulatedProcess): void {
    const { entry } = transition;
    this.trace(() => `  ledger ${entry.chain}#${entry.sequence} ${entry.type} ${entry.versionId?.slice(0, 8) ?? ''}`);
    this.coverage.note('entry', entry.type);
    this.watch.recorded(transition, process);
    if (transition.publish) this.streamed(entry, process);
  }

  recordedWidely({ entry, publish }: InstallationTransition, process: SimulatedProcess): void {
    this.trace(() => `  ledger ${entry.chain}#${entry.sequence} ${entry.type}`);
    this.coverage.note('entry', entry.type);
    this.watch.recordedWidely(entry);
    if (publish) this.streamed(entry, process);
  }

  /** A table that was restored has another stream. */
  restoreStream(): void {
    this.#stream.end();
    this.#stream = new SimulatedStream(this);
  }

  /** A record of the ledger's stream that concerns the publisher. */
  streamed(entry: Entry, by: SimulatedProcess): void {
    this.watch.told(entry);
    this.#stream.put(entry, by);
  }

  /** Writes down what happens, if this history is to be read. */
  trace(line: () => string): void {
    if (this.scenario.traced !== true) return;
    const seconds = ((this.scheduler.nowMs - startMs) / 1000).toFixed(3);
    this.lines.push(`${seconds.padStart(10)} ${line()}`);
  }
}
