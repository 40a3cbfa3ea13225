import type { Entry } from '../../lib/model/entry';
import type { RekeyEvent } from '../../lib/model/event';
import type { Installation } from '../../lib/model/installation';
import type { LeakReport } from '../../lib/model/leak-report';
import type { IssuerName } from '../../lib/model/ids';
import { instantOf } from '../../lib/model/instant';
import { MemoryLedger, MemorySecretsManager, MemorySecretStore, SeededIds } from '../../lib/memory';
import type { Lane, Transition } from '../../lib/ports';
import { Coverage } from './coverage';
import { byChance, calm, type CallFault, type ChooseFault, type FaultProfile } from './faults';
import { drawFamily, type IssuerFamily } from './issuer-family';
import { drawKey, type KeySpec } from './key-spec';
import { publishStreamed, startWork } from './functions';
import { checkTurns } from './promises/p5-one-at-a-time';
import type { SimulatedProcess } from './process';
import { Random } from './random';
import { Scheduler } from './scheduler';
import { SimulatedIssuer } from './simulated-issuer';
import { SimulatedQueue } from './simulated-queue';
import { Watch } from './watch';

const startMs = Date.parse('2026-01-01T00:00:00.000Z');

/** What makes a history other than a random one. */
export interface Scenario {
  keys?: number;
  family?: IssuerFamily;
  chooseFault?: ChooseFault;
  /** Every call takes exactly this long, in milliseconds. */
  latencyMs?: number;
  /** Keeps what happened, line by line. */
  traced?: boolean;
}

/** A world with Rekey in it: its clock, its stores, its issuers, and whatever is at work there. */
export class Simulation {
  readonly random: Random;
  readonly scheduler = new Scheduler(startMs);
  readonly coverage = new Coverage();
  readonly watch = new Watch(this);
  readonly ids: SeededIds;
  readonly ledger: MemoryLedger;
  readonly manager: MemorySecretsManager;
  readonly secrets: MemorySecretStore;
  readonly issuers: SimulatedIssuer[];
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
  /** Calls that are on their way. */
  inFlight = 0;
  readonly #queues = new Map<string, SimulatedQueue>();
  #stream: Entry[] = [];
  #started = 0;

  constructor(
    seed: number,
    private readonly scenario: Scenario = {},
  ) {
    this.random = new Random(seed);
    this.ids = new SeededIds(String(seed));
    const clock = { now: () => instantOf(this.scheduler.nowMs), sleep: async () => undefined };
    this.ledger = new MemoryLedger({ ids: this.ids, clock });
    this.manager = new MemorySecretsManager(clock);
    this.secrets = new MemorySecretStore(this.manager);
    const keys = scenario.keys ?? this.random.whole(1, 3);
    const family = () => scenario.family ?? drawFamily(this.random, keys);
    const names = keys > 1 && this.random.chance(0.4) ? ['sim-a', 'sim-b'] : ['sim-a'];
    this.issuers = names.map((name) => new SimulatedIssuer(this, name as IssuerName, family()));
    this.keys = Array.from({ length: keys }, (_, index) =>
      drawKey(this.random, index, names[index % names.length] ?? 'sim-a'),
    );
    this.chooseFault = scenario.chooseFault ?? byChance(this.random, () => this.profile);
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

  latencyMs(): number {
    return this.scenario.latencyMs ?? this.random.whole(5, this.random.chance(0.02) ? 3000 : 120);
  }

  nameProcess(kind: string): string {
    this.#started += 1;
    return `${kind}#${this.#started}`;
  }

  disturb(): void {
    this.disturbedMs = this.scheduler.nowMs;
  }

  ended(process: SimulatedProcess): void {
    this.processes.delete(process);
  }

  noteCall(process: SimulatedProcess, name: string, fault: CallFault | undefined): void {
    const step = process.work?.kind ?? process.name.split('#')[0] ?? '';
    this.coverage.note('step', `${step} ${name}`);
    checkTurns(this, process, name);
    if (fault === undefined) return;
    this.disturb();
    this.coverage.note('fault', fault);
    this.coverage.note('fault by step', `${fault} at ${step} ${name}`);
  }

  recorded(transition: Transition, process: SimulatedProcess): void {
    const { entry } = transition;
    this.trace(() => `  ledger ${entry.chain}#${entry.sequence} ${entry.type} ${entry.versionId?.slice(0, 8) ?? ''}`);
    this.coverage.note('entry', entry.type);
    this.watch.recorded(transition, process);
    if (transition.publish) this.streamed(entry);
  }

  /** A record of the ledger's stream that concerns the publisher. */
  streamed(entry: Entry): void {
    this.watch.told(entry);
    if (this.random.chance(this.profile.streamLost)) {
      this.coverage.note('stream', 'record lost');
      return;
    }
    this.#stream.push(entry);
    if (this.#stream.length > 1) return;
    this.scheduler.after(this.random.whole(100, 1500), () => publishStreamed(this, this.#stream.splice(0)));
  }

  /** Writes down what happens, if this history is to be read. */
  trace(line: () => string): void {
    if (this.scenario.traced !== true) return;
    const seconds = ((this.scheduler.nowMs - startMs) / 1000).toFixed(3);
    this.lines.push(`${seconds.padStart(10)} ${line()}`);
  }
}
