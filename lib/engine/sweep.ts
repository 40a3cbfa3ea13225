import type { Entry } from '../model/ledger/entry';
import type { IncidentId, VersionId } from '../model/ids';
import type { Installation } from '../model/ledger/installation';
import { earliest, type Instant, plusSeconds, secondsBetween } from '../model/instant';
import type { KeyWork } from '../model/work/key-work';
import { onRestoredLedger } from '../model/recovery/on-restored-ledger';
import type { DueItem } from '../ports';
import { laneOf } from './dispatch';
import { isStopped } from './pauses/is-stopped';
import { pausedUntil, pausesNow } from './pauses/pauses-now';
import { publishEntries } from './publish-entries';
import { isRestored } from './restored-ledger/is-restored';
import { tellRestored } from './restored-ledger/tell-restored';
import { rollBackWork } from './roll-back/roll-back-work';
import { rotateWork } from './rotation/rotate-work';
import type { PublisherWorld } from './world';

/** What one sweep did. */
export interface Swept {
  enqueued: number;
  published: number;
  /** Items that somebody else moved on meanwhile. */
  overtaken: number;
  /** Age of the oldest due item, in seconds. */
  oldestSeconds: number;
}

/** Seconds for which an item that was enqueued is not enqueued again. */
const quietSeconds = 300;
/** The same for a containment, which is looked after more closely. */
const urgentQuietSeconds = 30;
/** Items taken from each shard of the index at a time. */
const pageSize = 250;

/** Finds what is due and sends it to the workers of its issuer; tells again what was not told. What there is to do is decided by them, from consistent reads. */
export async function sweep(world: PublisherWorld): Promise<Swept> {
  const swept: Swept = { enqueued: 0, published: 0, overtaken: 0, oldestSeconds: 0 };
  const untold: DueItem[] = [];
  const now = world.clock.now();
  const restored = await isRestored(world);
  if (restored) await tellRestored(world);
  let installation: Promise<Installation> | undefined;
  for await (const item of world.ledger.due(now, pageSize)) {
    swept.oldestSeconds = Math.max(swept.oldestSeconds, secondsBetween(item.at, now));
    if (item.kind === 'publish') {
      untold.push(item);
      continue;
    }
    // Sent, it would only come back; a containment may be by an operator's order, which its worker sees.
    if (restored && onRestoredLedger(item.kind) === 'waits') {
      await world.ledger.postpone(item, plusSeconds(now, quietSeconds));
      continue;
    }
    installation ??= world.ledger.installation();
    await installation;
    if (await enqueue(world, item, installation)) swept.enqueued += 1;
    else swept.overtaken += 1;
  }
  swept.published = await tell(world, untold);
  world.telemetry.count('SweepCompleted', 1);
  world.telemetry.count('OldestDueSeconds', swept.oldestSeconds);
  return swept;
}

/** The due time moves first and conditionally: of two sweeps one sends, and a slow item is not sent every minute. */
async function enqueue(world: PublisherWorld, item: DueItem, installation: Promise<Installation>): Promise<boolean> {
  const quiet = item.kind === 'contain' ? urgentQuietSeconds : quietSeconds;
  const work = await workFor(world, item);
  if (work === undefined || item.issuer === undefined) return false;
  const pauses = await pausesNow(world, work, installation);
  const until = pausedUntil(pauses);
  if (until !== undefined && (await isStopped(world, pauses, work))) {
    // Not to the end of the pause in one step: somebody may end it sooner.
    await world.ledger.postpone(item, earliest(until, plusSeconds(world.clock.now(), quietSeconds)));
    return false;
  }
  const quietUntil = plusSeconds(world.clock.now(), quiet);
  if (!(await world.ledger.postpone(item, quietUntil))) return false;
  await world.queues.send({ lane: laneOf(work), issuer: item.issuer }, named(work, quietUntil));
  return true;
}

const namedByDue: ReadonlySet<KeyWork['kind']> = new Set(['prove', 'search', 'check']);

/** A probe, a search or a look has no plan but its due time, which has just been moved: the message names that, to be known as the one that is meant. */
function named(work: KeyWork, quietUntil: Instant): KeyWork {
  return namedByDue.has(work.kind) ? { ...work, dueAt: quietUntil } : work;
}

async function workFor(world: PublisherWorld, item: DueItem): Promise<KeyWork | undefined> {
  const { kind, chain, at: dueAt } = item;
  if (chain === 'INSTALLATION') return undefined;
  switch (kind) {
    case 'rotate': {
      const head = await world.ledger.key(chain);
      return head?.due === undefined ? undefined : rotateWork(head, dueAt);
    }
    case 'adopt':
      return { kind, keyId: chain, dueAt };
    case 'roll-back':
      return rollBackWork(await world.ledger.key(chain), dueAt);
    case 'contain':
    case 'remind':
      return { kind, keyId: chain, incidentId: item.id as IncidentId, dueAt };
    case 'retire':
    case 'prove':
    case 'expire':
    case 'search':
    case 'sessions':
      return { kind, keyId: chain, versionId: item.id as VersionId, dueAt };
    case 'check':
      return { kind, keyId: chain, dueAt };
    case 'publish':
      return undefined;
  }
}

async function tell(world: PublisherWorld, items: readonly DueItem[]): Promise<number> {
  const entries: Entry[] = [];
  for (const { chain, id } of items) {
    for await (const entry of world.ledger.entries(chain, Number(id))) {
      entries.push(entry);
      break;
    }
  }
  const { failed } = await publishEntries(world, entries);
  return entries.length - failed.length;
}
