import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  type QueueAttributeName,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { keyState } from '../../demo/key-state';
import { readValue } from '../../demo/read-value';
import { waitUntil } from '../../demo/wait-until';
import type { Actor, Fingerprint, KeyId } from '../../lib/model/ids';
import { instantOf } from '../../lib/model/instant';
import type { LeakReport } from '../../lib/model/leaks/leak-report';
import { signedReport } from '../leaks/knock';
import type { InstantStage } from '../local/instant-stage';
import { signedAnswer } from '../local/signed-answer';

/** Reports a second: 2,000 a minute. */
const floodRate = 2000 / 60;
/** Seconds between two true reports, and until the flood is under way. */
const trueReports = { everySeconds: 3, afterSeconds: 3 } as const;
const patienceSeconds = 180;
/** Messages of one SendMessageBatch, which takes ten. */
const batch = 10;

/** One true report: from sending it to its 202, and from there to its incident, in milliseconds. */
export interface TrueReport {
  accepted: number;
  opened: number;
}

/** What a flood at one door did to true reports: at another way in, and at that same door; and the same reports without it. */
export interface FloodTimes {
  sent: number;
  /** How many of them came in a second, in fact. */
  perSecond: number;
  /** Seconds after the last of them until the door's queue was empty. */
  drainedAfter: number;
  quiet: TrueReport[];
  elsewhere: TrueReport[];
  sameDoor: TrueReport[];
}

type Way = 'elsewhere' | 'sameDoor';

/**
 * Floods the queue of the door for reports with what intake makes of reports on values that nobody knows, and has true ones reported meanwhile.
 * Not the door itself: the endpoint starts a process for each request that comes while another runs, and two processors would be all that is
 * measured. @throws Error naming what did not happen in time
 */
export async function floodBench(
  of: InstantStage,
  signingKey: string,
  seconds: number,
  progress: (what: string) => void,
): Promise<FloodTimes> {
  const each = Math.max(1, Math.floor((seconds - trueReports.afterSeconds) / trueReports.everySeconds / 2));
  const named = (group: string, count: number) => Array.from({ length: count }, (_, n) => `bench/${group}-${n + 1}`);
  const keys = { quiet: named('quiet', 3), elsewhere: named('elsewhere', each), sameDoor: named('same-door', each) };
  const all = Object.values(keys).flat();
  progress(`issuing ${all.length} keys`);
  await of.apply(Object.fromEntries(all.map((key) => [key, { maxAge: '30d', overlap: '1h' }])));
  for (const key of all) await waitUntil(`the first value of ${key}`, patienceSeconds, () => issued(of, key), 500);
  const quiet = [];
  for (const key of keys.quiet) quiet.push(await trueReport(of, signingKey, key, 'elsewhere'));

  progress(`flooding the door for ${seconds} s`);
  const queue = await doorQueue(of);
  const flood = floodFor(queue, seconds);
  await pause(trueReports.afterSeconds * 1000);
  const sent: { way: Way; report: Promise<Reported> }[] = [];
  for (let n = 0; n < each; n++) {
    for (const way of ['elsewhere', 'sameDoor'] as const) {
      const key = keys[way][n] ?? '';
      sent.push({ way, report: trueReport(of, signingKey, key, way) });
      await pause(trueReports.everySeconds * 1000);
    }
  }
  const { sent: total, took } = await flood;
  const floodedAt = Date.now();
  const reported = await Promise.all(sent.map(async ({ way, report }) => ({ way, ...(await report) })));
  await waitUntil('the end of the flood', patienceSeconds, () => isEmpty(queue), 500);
  const drainedAfter = Math.round((Date.now() - floodedAt) / 100) / 10;
  return {
    sent: total,
    perSecond: Math.round(total / (took / 1000)),
    drainedAfter,
    quiet: await opened(of, quiet),
    elsewhere: await opened(
      of,
      reported.filter(({ way }) => way === 'elsewhere'),
    ),
    sameDoor: await opened(
      of,
      reported.filter(({ way }) => way === 'sameDoor'),
    ),
  };
}

async function issued({ stage }: InstantStage, key: string): Promise<true | undefined> {
  const { versions } = await keyState(stage, key as KeyId);
  return versions.some(({ state, placeholder }) => state === 'current' && !placeholder) ? true : undefined;
}

interface DoorQueue {
  client: SQSClient;
  url: string;
}

/** The queue of the door for reports, which has a name of its own. */
async function doorQueue({ stage }: InstantStage): Promise<DoorQueue> {
  const { url: endpoint, region, credentials } = stage.endpoint;
  const client = new SQSClient({ endpoint, region, credentials, useQueueUrlAsEndpoint: false });
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({}));
  const url = QueueUrls.find((name) => /Reportsreport.*Queue/.test(name));
  if (url === undefined) throw new Error('the door for reports has no queue');
  return { client, url };
}

async function isEmpty({ client, url }: DoorQueue): Promise<true | undefined> {
  const AttributeNames: QueueAttributeName[] = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];
  const { Attributes = {} } = await client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames }));
  return AttributeNames.every((name) => Attributes[name] === '0') ? true : undefined;
}

/** Ten messages at a time, evenly; late ones are not made up for at once. */
async function floodFor({ client, url }: DoorQueue, seconds: number): Promise<{ sent: number; took: number }> {
  const startedAt = Date.now();
  let sent = 0;
  for (; sent < seconds * floodRate; sent += batch) {
    const due = startedAt + (sent / floodRate) * 1000;
    if (due > Date.now()) await pause(due - Date.now());
    const Entries = Array.from({ length: batch }, (_, n) => ({
      Id: `m${n}`,
      MessageBody: JSON.stringify(unknownReport()),
    }));
    await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  }
  return { sent, took: Date.now() - startedAt };
}

function unknownReport(): LeakReport {
  return {
    reportId: randomBytes(16).toString('hex'),
    acceptedAt: instantOf(Date.now()),
    actor: 'leaks/report' as Actor,
    source: 'findings',
    possession: true,
    trust: 'low',
    exposure: 'unknown',
    findings: [
      {
        candidates: [`flood#raw#${randomBytes(32).toString('hex')}` as Fingerprint],
        sighting: { source: 'findings', file: 'flood' },
      },
    ],
  };
}

interface Reported {
  key: string;
  accepted: number;
  acceptedAt: number;
}

async function trueReport(of: InstantStage, signingKey: string, key: string, way: Way): Promise<Reported> {
  const value = await readValue(of.stage, key);
  const sentAt = Date.now();
  const status =
    way === 'sameDoor'
      ? await knock(of, signingKey, { findings: [{ value: value.reveal() }], exposure: 'private' })
      : await byOperator(of, value.reveal());
  const acceptedAt = Date.now();
  if (status !== 202) throw new Error(`the true report of ${key} was answered ${status}`);
  return { key, accepted: acceptedAt - sentAt, acceptedAt };
}

async function byOperator({ stage }: InstantStage, value: string): Promise<number> {
  const { status } = await signedAnswer({
    url: `${stage.api}/v1/leak/report`,
    service: 'execute-api',
    region: stage.endpoint.region,
    credentials: stage.endpoint.credentials,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ source: 'value', exposure: 'private', value }),
  });
  return status;
}

async function knock({ stage }: InstantStage, signingKey: string, payload: object): Promise<number> {
  const { headers, body } = signedReport(signingKey, payload, new Date());
  const url = `${stage.api}/leaks/report`;
  const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) }).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer?.status ?? 0;
}

/** When the incidents of these reports were opened, by the ledger; all clocks are this machine's. */
async function opened({ stage }: InstantStage, reports: readonly Reported[]): Promise<TrueReport[]> {
  const times: TrueReport[] = [];
  for (const { key, accepted, acceptedAt } of reports) {
    const incident = await waitUntil(
      `the incident of ${key}`,
      patienceSeconds,
      async () => (await keyState(stage, key as KeyId)).incidents[0],
      500,
    );
    times.push({ accepted, opened: Math.max(0, Date.parse(incident.openedAt) - acceptedAt) });
  }
  return times;
}
