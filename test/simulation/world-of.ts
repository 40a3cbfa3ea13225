import type { OperatorWorld, PublisherWorld, WorkerWorld } from '../../lib/engine/world';
import { MemorySecretStore } from '../../lib/memory';
import type { Installation } from '../../lib/model/ledger/installation';
import { MemoryDiscoveries } from '../../lib/memory/memory-discoveries';
import type { EventBus, Issuer, Queues, SecretStore, Telemetry } from '../../lib/ports';
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
  const stale = () => new MemorySecretStore(simulation.manager.stale());
  const secrets = overWire<SecretStore>({ name: 'secrets', stale }, process, simulation.secrets);
  return {
    ledger: ledgerOf(simulation, process),
    queues: overWire({ name: 'queues' }, process, queuesOf(simulation, process)),
    clock: process.clock,
    ids: { random: () => process.random.hex(32) },
    telemetry: telemetryOf(simulation),
    installation: simulation.installation as Installation,
    issuer: issuerOf(issuer, process),
    secrets,
    fingerprints: overWire({ name: 'fingerprints' }, process, cheapFingerprints),
    get deadline() {
      return process.deadline;
    },
    bus: overWire({ name: 'bus' }, process, busOf(simulation, process)),
    account: '000000000000',
    region: 'us-east-1',
    reaper: simulation.reaper,
    issuers: simulation.profiles,
    discoveries: new MemoryDiscoveries(),
    discoverable: { prefixes: [], tags: {} },
    describeSecret: (name) => secrets.describe(name),
    minimumIntervalSeconds: 300,
    hasConfirmedChannel: async () => true,
  };
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
