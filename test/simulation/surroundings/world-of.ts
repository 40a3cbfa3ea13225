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
import { cheapFingerprints } from './cheap-fingerprints';
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

/** A class, each of whose ports is made when it is asked for, because a history makes thousands of them, and most use few. */
class World implements SimulatedWorld {
  readonly account = '000000000000';
  readonly region = 'us-east-1';
  readonly discoverable = { prefixes: [], tags: {} };
  readonly minimumIntervalSeconds = 300;
  readonly clock: Clock;
  readonly deadline: Instant;
  readonly installation: Installation;
  readonly issuers: ReadonlyMap<string, IssuerProfile>;
  readonly reaper: 'act' | 'report';
  readonly ledger: Ledger;
  #issuer: Issuer | undefined;

  constructor(
    private readonly simulation: Simulation,
    private readonly process: SimulatedProcess,
    private readonly itsIssuer: SimulatedIssuer,
  ) {
    this.clock = process.clock;
    this.deadline = process.deadline;
    this.installation = simulation.installation as Installation;
    this.issuers = simulation.profiles;
    this.reaper = simulation.reaper;
    this.ledger = ledgerOf(simulation, process);
  }

  get ids(): Ids {
    return { random: () => this.process.random.hex(32) };
  }

  get telemetry(): Telemetry {
    return telemetryOf(this.simulation);
  }

  get queues(): Queues {
    return overWire({ name: 'queues' }, this.process, () => queuesOf(this.simulation, this.process));
  }

  get issuer(): Issuer {
    return (this.#issuer ??= issuerOf(this.itsIssuer, this.process));
  }

  get secrets(): SecretStore {
    const { manager, secrets } = this.simulation;
    const stale = () => new MemorySecretStore(manager.stale());
    return overWire<SecretStore>({ name: 'secrets', stale }, this.process, () => secrets);
  }

  get fingerprints(): Fingerprints {
    return overWire({ name: 'fingerprints' }, this.process, () => cheapFingerprints);
  }

  get discoveries(): Discoveries {
    return overWire({ name: 'discoveries' }, this.process, () => this.simulation.discoveries);
  }

  get bus(): EventBus {
    return overWire({ name: 'bus' }, this.process, () => busOf(this.simulation, this.process));
  }

  describeSecret(name: string): Promise<SecretDescription | undefined> {
    return this.secrets.describe(name);
  }

  async hasConfirmedChannel(): Promise<boolean> {
    return true;
  }
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

function queuesOf(simulation: Simulation, process: SimulatedProcess): Queues {
  return {
    send: async ({ lane, issuer }, work, delaySeconds = 0) =>
      simulation.queue(lane, issuer).send(work, delaySeconds, process),
    depth: async ({ lane, issuer }) => simulation.queue(lane, issuer).visible,
    sendAll: async ({ lane, issuer }, work) =>
      work.map((one) => {
        const { profile, coverage } = simulation;
        if (process.random.chance(profile.busRefuses) && process.struckBy('queue refuses')) {
          coverage.note('queue', 'refuses');
          return false;
        }
        simulation.queue(lane, issuer).send(one, 0, process);
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
