import { createHash } from 'node:crypto';
import type { Installation } from '../../lib/model/installation';
import type { Fingerprint } from '../../lib/model/ids';
import type { OperatorWorld, PublisherWorld, WorkerWorld, World } from '../../lib/engine/world';
import type { EventBus, Fingerprints, Ledger, Queues, Telemetry } from '../../lib/ports';
import type { SimulatedIssuer } from './simulated-issuer';
import type { SimulatedProcess } from './process';
import type { Simulation } from './simulation';

/** Everything the engine may see, as one process sees it: each call goes over the simulated wire. */
export type SimulatedWorld = WorkerWorld & PublisherWorld & OperatorWorld;

/** The world of a process. */
export function worldOf(simulation: Simulation, process: SimulatedProcess, issuer: SimulatedIssuer): SimulatedWorld {
  const secrets = overWire('secrets', process, simulation.secrets);
  const world: World = {
    ledger: ledgerOf(simulation, process),
    queues: overWire('queues', process, queuesOf(simulation)),
    clock: process.clock,
    ids: simulation.ids,
    telemetry: telemetryOf(simulation),
    installation: simulation.installation as Installation,
  };
  return {
    ...world,
    issuer: overWire('issuer', process, issuer.portFor(process)),
    secrets,
    fingerprints: overWire('fingerprints', process, cheapFingerprints),
    deadline: process.deadline,
    bus: overWire('bus', process, busOf(simulation)),
    account: '000000000000',
    region: 'us-east-1',
    issuers: new Map(simulation.issuers.map((one) => [one.name, one.portFor(process)])),
    describeSecret: (name) => secrets.describe(name),
    minimumIntervalSeconds: 300,
    hasConfirmedChannel: async () => true,
  };
}

/** Fingerprints without the cost of the real ones. */
export const cheapFingerprints: Fingerprints = {
  of: async (value, tags) =>
    tags.map((tag) => {
      const mac = createHash('sha256').update(`${tag} ${value.reveal()}`).digest('hex');
      return `sim#${tag}#${mac}` as Fingerprint;
    }),
};

/** The same port, but each of its asynchronous methods is an outgoing call of the process. */
function overWire<T extends object>(name: string, process: SimulatedProcess, port: T): T {
  const wired = new Map<PropertyKey, unknown>();
  return new Proxy(port, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property, target);
      if (typeof member !== 'function' || local.has(property)) return member;
      if (!wired.has(property)) {
        wired.set(property, (...args: unknown[]) =>
          process.call(`${name}.${String(property)}`, () => Promise.resolve(Reflect.apply(member, target, args))),
        );
      }
      return wired.get(property);
    },
  });
}

/** What is answered without being asked, or was not long ago. */
const local: ReadonlySet<PropertyKey> = new Set(['normalizeGrant', 'describeGrant', 'tableId']);

function ledgerOf(simulation: Simulation, process: SimulatedProcess): Ledger {
  const { ledger } = simulation;
  const observed: Ledger = Object.assign(Object.create(ledger) as Ledger, {
    record: async (transition: Parameters<Ledger['record']>[0]) => {
      const before = await ledger.key(transition.head.keyId);
      const outcome = await ledger.record(transition);
      if (outcome.kind === 'recorded' && before?.headHash !== transition.entry.hash) {
        simulation.recorded(transition, process);
      }
      return outcome;
    },
    recordInstallation: async (transition: Parameters<Ledger['recordInstallation']>[0]) => {
      const outcome = await ledger.recordInstallation(transition);
      if (outcome.kind === 'recorded') simulation.streamed(transition.entry);
      return outcome;
    },
  });
  return Object.assign(Object.create(overWire('ledger', process, observed)) as Ledger, {
    entries: pages('ledger.entries', process, (...args: Parameters<Ledger['entries']>) => ledger.entries(...args)),
    due: pages('ledger.due', process, (...args: Parameters<Ledger['due']>) => ledger.due(...args)),
  });
}

/** A listing: one call gets the page, its items follow without further calls. */
function pages<A extends unknown[], T>(
  name: string,
  process: SimulatedProcess,
  list: (...args: A) => AsyncIterable<T>,
): (...args: A) => AsyncIterable<T> {
  return async function* paged(...args: A) {
    yield* await process.call(name, () => gather(list(...args)));
  };
}

async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const gathered: T[] = [];
  for await (const item of items) gathered.push(item);
  return gathered;
}

function queuesOf(simulation: Simulation): Queues {
  return {
    send: async ({ lane, issuer }, work, delaySeconds = 0) => simulation.queue(lane, issuer).send(work, delaySeconds),
  };
}

function busOf(simulation: Simulation): EventBus {
  return {
    put: async (events) =>
      events.map((event) => {
        const { random, profile, coverage, watch } = simulation;
        if (random.chance(profile.busRefuses)) {
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
