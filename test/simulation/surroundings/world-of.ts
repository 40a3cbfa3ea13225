import type { OperatorWorld, PublisherWorld, WorkerWorld } from '../../../lib/engine/world';
import { MemorySecretStore } from '../../../lib/memory';
import type { Instant } from '../../../lib/model/instant';
import type { Installation } from '../../../lib/model/ledger/installation';
import type {
  Clock,
  Discoveries,
  EventBus,
  Fingerprints,
  Ids,
  Issuer,
  IssuerProfile,
  Ledger,
  Queues,
  SecretDescription,
  SecretStore,
  Telemetry,
} from '../../../lib/ports';
import { fingerprintsOf } from './cheap-fingerprints';
import { overWire } from './over-wire';
import type { SimulatedProcess } from './process';
import type { SimulatedIssuer } from './simulated-issuer';
import { ledgerOf } from './simulated-ledger';
import type { Simulation } from './simulation';

/** Everything the engine may see, as one process sees it: each call goes over the simulated wire. */
export type SimulatedWorld = WorkerWorld & PublisherWorld & OperatorWorld;

/** The world of a process. */
export function worldOf(simulation: Simulation, process: SimulatedProcess, issuer: SimulatedIssuer): SimulatedWorld {
  return new World(simulation, process, issuer);
}

/** A class only because a history makes thousands of them. */
class World implements SimulatedWorld {
  readonly account = '000000000000';
  readonly region = 'us-east-1';
  readonly discoverable = { prefixes: [], tags: {} };
  readonly discoveries: Discoveries;
  readonly minimumIntervalSeconds = 300;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly deadline: Instant;
  readonly installation: Installation;
  readonly issuers: ReadonlyMap<string, IssuerProfile>;
  readonly reaper: 'act' | 'report';
  readonly telemetry: Telemetry;
  readonly ledger: Ledger;
  readonly queues: Queues;
  readonly issuer: Issuer;
  readonly secrets: SecretStore;
  readonly fingerprints: Fingerprints;
  readonly bus: EventBus;

  constructor(simulation: Simulation, process: SimulatedProcess, issuer: SimulatedIssuer) {
    const { manager, secrets } = simulation;
    this.clock = process.clock;
    this.ids = { random: () => process.random.hex(32) };
    this.deadline = process.deadline;
    this.installation = simulation.installation as Installation;
    this.issuers = simulation.profiles;
    this.reaper = simulation.reaper;
    this.telemetry = telemetryOf(simulation);
    this.ledger = ledgerOf(simulation, process);
    const queues = overWire({ name: 'queues' }, process, () => queuesOf(simulation, process));
    this.queues = Object.assign(queues, { pace: () => simulation.pace });
    this.issuer = issuerOf(issuer, process);
    const stale = () => new MemorySecretStore(manager.stale());
    this.secrets = overWire<SecretStore>({ name: 'secrets', stale }, process, () => secrets);
    this.fingerprints = overWire({ name: 'fingerprints' }, process, () => fingerprintsOf(simulation, process));
    this.discoveries = overWire({ name: 'discoveries' }, process, () => simulation.discoveries);
    this.bus = overWire({ name: 'bus' }, process, () => busOf(simulation, process));
  }

  readonly describeSecret = (name: string): Promise<SecretDescription | undefined> => this.secrets.describe(name);
  readonly hasConfirmedChannel = async (): Promise<boolean> => true;
}

const shapes = new WeakMap<SimulatedIssuer, string>();

/** What an issuer says of itself it says without being asked. */
function issuerOf(issuer: SimulatedIssuer, process: SimulatedProcess): Issuer {
  let shape = shapes.get(issuer);
  if (shape === undefined) shapes.set(issuer, (shape = `issuer: ${Object.keys(issuer.portFor(process)).join(' ')}`));
  return Object.assign(
    overWire({ name: 'issuer', shape }, process, () => issuer.portFor(process)),
    issuer.profile,
  );
}

function queuesOf(simulation: Simulation, process: SimulatedProcess): Omit<Queues, 'pace'> {
  return {
    send: async ({ lane, issuer }, work, delaySeconds = 0) =>
      simulation.queue(lane, issuer).send(work, delaySeconds, process),
    depth: async ({ lane, issuer }) => simulation.queue(lane, issuer).visible,
    sendAll: async ({ lane, issuer }, messages) =>
      messages.map(({ work, delaySeconds }) => {
        const { profile, coverage } = simulation;
        if (process.random.chance(profile.busRefuses) && process.struckBy('queue refuses')) {
          coverage.note('queue', 'refuses');
          return false;
        }
        simulation.queue(lane, issuer).send(work, delaySeconds, process);
        return true;
      }),
  };
}

function busOf(simulation: Simulation, process: SimulatedProcess): EventBus {
  return {
    put: async (events) =>
      events.map((event) => {
        const { profile, coverage, watch } = simulation;
        if (process.random.chance(profile.busRefuses) && process.struckBy('bus refuses')) {
          coverage.note('bus', 'refuses');
          return false;
        }
        watch.leaves(JSON.stringify(event), 'event');
        simulation.inbox.push(event);
        return true;
      }),
  };
}

function telemetryOf({ watch }: Simulation): Telemetry {
  const line: Telemetry['info'] = (message, fields) => watch.leaves(`${message} ${JSON.stringify(fields)}`, 'log line');
  return { info: line, warn: line, count: () => undefined };
}
