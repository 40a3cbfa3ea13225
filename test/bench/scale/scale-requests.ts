import { randomUUID } from 'node:crypto';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { CryptoIds, DynamoLedger, SqsQueues, SystemClock } from '../../../lib/aws';
import { sweep } from '../../../lib/engine/sweep';
import type { IssuerName } from '../../../lib/model/ids';
import type { Endpoint } from '../../../lib/local/endpoint';
import { MemoryEventBus } from '../../../lib/memory/memory-event-bus';
import { plusSeconds } from '../../../lib/model/instant';
import { paceOf } from '../../../lib/model/schedule/pace-of';
import { MemoryTelemetry } from '../../../lib/memory/memory-telemetry';
import { makeTable } from '../../contract/make-table';
import { countedClients } from '../counted-clients';
import { requestCounter } from '../request-counter';
import { fillTable } from './fill-table';
import { type LookUpRequests, lookUpRequests } from './look-up-requests';

/** What one sweep, and one look-up of a report, asked for among so many keys. */
export interface ScaleRequests {
  keys: number;
  due: number;
  /** Of their issuer, and how many messages the sweep sent to them. */
  workers: number;
  sent: number;
  /** Requests by name. */
  requests: Record<string, number>;
  seconds: number;
  /** Heap in use after it, in megabytes. */
  heapMb: number;
  lookUp: LookUpRequests;
}

/** More than a sweep is given as deployed: the endpoint looks through its whole table for each page, and it is the requests that are counted. */
const sweepSeconds = 900;

/** Sweeps a ledger at an endpoint again and again, with more and more keys, of which some are due; and looks values up in it. */
export async function scaleRequests(
  endpoint: Endpoint,
  sizes: readonly { keys: number; due: number; workers: number }[],
  progress: (what: string) => void,
): Promise<ScaleRequests[]> {
  const counter = requestCounter();
  const clients = countedClients(endpoint, counter);
  const table = `scale-${randomUUID()}`;
  const dropTable = await makeTable(clients.dynamo, table);
  const ports = { clock: new SystemClock(), ids: new CryptoIds() };
  const ledger = new DynamoLedger(clients.dynamo, table, ports);
  const world = {
    ...ports,
    ledger,
    telemetry: new MemoryTelemetry(),
    installation: await ledger.installation(),
    bus: new MemoryEventBus(),
    account: '000000000000',
    region: endpoint.region,
  };
  const measured: ScaleRequests[] = [];
  let filled = 0;
  for (const { keys, due, workers } of sizes) {
    progress(`putting ${keys} keys, ${due} of them due`);
    // Empty each time: what waits is room that the next sweep does not have.
    const { QueueUrl: queue = '' } = await clients.sqs.send(new CreateQueueCommand({ QueueName: randomUUID() }));
    const lanes = { rotations: queue, concurrency: { rotations: workers, containments: workers } };
    const queues = new SqsQueues(clients.sqs, new Map([['instant' as IssuerName, lanes]]));
    const now = ports.clock.now();
    // Those that were due were put off by the sweep before: they are put anew.
    await fillTable(clients.dynamo, table, { from: 0, to: due, due, now });
    await fillTable(clients.dynamo, table, { from: Math.max(due, filled), to: keys, due, now });
    filled = Math.max(filled, keys);
    // What a function reads when it starts is not of the sweep.
    await world.ledger.installation();
    counter.reset();
    progress(`sweeping ${keys} keys`);
    const startedAt = performance.now();
    const swept = await sweep({ ...world, queues, deadline: plusSeconds(ports.clock.now(), sweepSeconds) });
    const seconds = Math.round(performance.now() - startedAt) / 1000;
    const sent = swept.enqueued;
    if (sent !== Math.min(due, paceOf(workers).fastest)) throw new Error(`${sent} of ${due} due keys were sent`);
    const heapMb = Math.round(process.memoryUsage().heapUsed / 1e6);
    const requests = Object.fromEntries([...counter.counts].map(([name, { count }]) => [name, count]));
    const lookUp = await lookUpRequests(ledger, counter, keys);
    measured.push({ keys, due, workers, sent, requests, seconds, heapMb, lookUp });
  }
  await dropTable();
  return measured;
}
