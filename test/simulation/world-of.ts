import type { OperatorWorld, PublisherWorld, WorkerWorld } from '../../lib/engine/world';
import { MemorySecretStore } from '../../lib/memory';
import type { Instant } from '../../lib/model/instant';
import type { Installation } from '../../lib/model/ledger/installation';
import { MemoryDiscoveries } from '../../lib/memory/memory-discoveries';
import type {
  Clock,
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
} from '../../lib/ports';
import { cheapFingerprints } from './cheap-fingerprints';
import { overWire } from './over-wire';
import type { SimulatedProcess } from './process';
import type { SimulatedIssuer } from './simulated-issuer';
import { ledgerOf } from './simulated-ledger';
import type { Simulation } from './simulation';

/** Everything the engine may see, as one process sees it: each call goes over the simulated wire. */
export type SimulatedWorld = WorkerWorld & PublisherWorld & OperatorWorld;

/** The world of a process. A port is laid when it is reached for: most processes need few of them. */
export function worldOf(simulation: Simulation, process: SimulatedProcess, issuer: SimulatedIssuer): SimulatedWorld {
  return new World(simulation, process, issuer);
}

class World implements SimulatedWorld {
  readonly account = '000000000000';
  readonly region = 'us-east-1';
  readonly minimumIntervalSeconds = 300;
  readonly discoverable = { prefixes: [], tags: {} };
  readonly discoveries = new MemoryDiscoveries();
  readonly telemetry: Telemetry;
  readonly ledger: Ledger;
  readonly ids: Ids;
  #queues: Queues | undefined;
  #issuer: Issuer | undefined;
  #secrets: SecretStore | undefined;
  #fingerprints: Fingerprints | undefined;
  #bus: EventBus | undefined;

  constructor(
    private readonly simulation: Simulation,
    private readonly process: SimulatedProcess,
    private readonly at: SimulatedIssuer,
  ) {
    this.telemetry = telemetryOf(simulation);
    this.ledger = ledgerOf(simulation, process);
    this.ids = { random: () => process.random.hex(32) };
  }

  get clock(): Clock {
    return this.process.clock;
  }

  get deadline(): Instant {
    return this.process.deadline;
  }

  get installation(): Installation {
    return this.simulation.installation as Installation;
  }

  get reaper(): 'act' | 'report' {
    return this.simulation.reaper;
  }

  get issuers(): ReadonlyMap<string, IssuerProfile> {
    return this.simulation.profiles;
  }

  get queues(): Queues {
    return (this.#queues ??= overWire({ name: 'queues' }, this.process, queuesOf(this.simulation, this.process)));
  }

  get issuer(): Issuer {
    return (this.#issuer ??= issuerOf(this.at, this.process));
  }

  get secrets(): SecretStore {
    const { simulation } = this;
    const stale = () => new MemorySecretStore(simulation.manager.stale());
    return (this.#secrets ??= overWire<SecretStore>({ name: 'secrets', stale }, this.process, simulation.secrets));
  }

  get fingerprints(): Fingerprints {
    return (this.#fingerprints ??= overWire({ name: 'fingerprints' }, this.process, cheapFingerprints));
  }

  get bus(): EventBus {
    return (this.#bus ??= overWire({ name: 'bus' }, this.process, busOf(this.simulation, this.process)));
  }

  describeSecret(name: string): Promise<SecretDescription | undefined> {
    return this.secrets.describe(name);
  }

  async hasConfirmedChannel(): Promise<boolean> {
    return true;
  }
}

/** What an issuer says of itself it says without being asked. */
function issuerOf(issuer: SimulatedIssuer, process: SimulatedProcess): Issuer {
  const port = issuer.portFor(process);
  const shape = `issuer: ${Object.keys(port).join(' ')}`;
  return Object.assign(overWire({ name: 'issuer', shape }, process, port), issuer.profile);
}

function queuesOf(simulation: Simulation, process: SimulatedProcess): Queues {
  return {
    send: async ({ lane, issuer }, work, delaySeconds = 0) =>
      simulation.queue(lane, issuer).send(work, delaySeconds, process),
    depth: async ({ lane, issuer }) => simulation.queue(lane, issuer).pending,
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
