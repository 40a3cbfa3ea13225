import { sweep } from '../../lib/engine/sweep';
import type { SweepingWorld } from '../../lib/engine/world';
import {
  MemoryEventBus,
  MemoryLedger,
  MemoryQueues,
  MemoryTelemetry,
  SeededIds,
  TurnableClock,
} from '../../lib/memory';
import { type Instant, plusSeconds, secondsBetween } from '../../lib/model/instant';
import type { Actor, IssuerName } from '../../lib/model/ids';
import type { Pause } from '../../lib/model/work/pause';
import { RekeyError } from '../../lib/model/rekey-error';
import { paceOf } from '../../lib/model/schedule/pace-of';
import type { DueMove, Queues } from '../../lib/ports';
import { collect } from '../contract/collect';
import { issuer, noon, registration, sampleVersion, versionIdOf } from '../contract/samples';

let clock: TurnableClock;
let ledger: MemoryLedger;
let queues: MemoryQueues;
let telemetry: MemoryTelemetry;

beforeEach(() => {
  clock = new TurnableClock(noon);
  ledger = new MemoryLedger({ ids: new SeededIds('sweep'), clock });
  queues = new MemoryQueues(clock);
  telemetry = new MemoryTelemetry();
});

/** Keys that have something in common. */
interface Group {
  group?: string;
  issuer?: IssuerName;
  pause?: Pause;
}

/** Registers as many keys, all due at one moment. */
async function keysDue(count: number, at: Instant = noon, { group = 'k', ...change }: Group = {}): Promise<void> {
  for (let n = 0; n < count; n++) {
    const { head, ...rest } = registration(`${group}/${n}`);
    const manifest = { ...head.manifest, issuer: change.issuer ?? issuer };
    const pause = change.pause && { pause: change.pause };
    await ledger.record({
      ...rest,
      publish: false,
      head: { ...head, ...pause, manifest, due: { kind: 'rotate', at } },
    });
  }
}

async function world(over: Partial<SweepingWorld> = {}): Promise<SweepingWorld> {
  return {
    clock,
    ledger,
    queues,
    telemetry,
    ids: new SeededIds('world'),
    installation: await ledger.installation(),
    bus: new MemoryEventBus(),
    account: '000000000000',
    region: 'us-east-1',
    deadline: plusSeconds(clock.now(), 55),
    ...over,
  };
}

/** The queues, with so many workers. */
const takenBy = (workers: number) => Object.assign(Object.create(queues) as Queues, { pace: () => paceOf(workers) });
/** The queues, where so much waits. */
const behind = (depth: number) => Object.assign(Object.create(queues) as Queues, { depth: async () => depth });
const sent = () => queues.waiting.map(({ work }) => ('keyId' in work ? work.keyId : ''));

describe('a sweep', () => {
  test('sends everything that is due once, however much it is', async () => {
    await keysDue(1250);
    const swept = await sweep(await world({ queues: takenBy(75) }));
    expect(swept).toMatchObject({ enqueued: 1250, overtaken: 0, waiting: 0, outOfTime: false });
    expect(new Set(sent()).size).toBe(1250);
    expect(sent()).toHaveLength(1250);
  });

  test('that runs beside another one sends nothing that the other one sends', async () => {
    await keysDue(300);
    const [one, other] = await Promise.all([sweep(await world()), sweep(await world())]);
    expect(one.enqueued + other.enqueued).toBe(300);
    expect(sent()).toHaveLength(300);
    expect(new Set(sent()).size).toBe(300);
  });

  test('reads the keys that are due a hundred at a time, moves them on together, and asks a queue for its length once', async () => {
    await keysDue(250);
    const calls: Record<string, number> = {};
    const counted = <T extends object>(port: T) =>
      new Proxy(port, {
        get(target, name: string) {
          const member = Reflect.get(target, name) as unknown;
          if (typeof member !== 'function') return member;
          return (...given: unknown[]) => {
            calls[name] = (calls[name] ?? 0) + 1;
            return (member as (...args: unknown[]) => unknown).apply(target, given);
          };
        },
      });
    await sweep(await world({ ledger: counted(ledger), queues: counted(queues as Queues) }));
    expect(calls).toMatchObject({ heads: 3, postponeAll: 10, installation: 1, depth: 1, sendAll: 3 });
    expect(calls['send']).toBeUndefined();
    expect(calls['key']).toBeUndefined();
  });

  test('whose time is nearly over leaves the rest to the next one', async () => {
    await keysDue(250);
    const first = await sweep(await world({ deadline: plusSeconds(clock.now(), 5) }));
    expect(first).toMatchObject({ enqueued: 100, outOfTime: true });
    const second = await sweep(await world());
    expect(second).toMatchObject({ enqueued: 150, outOfTime: false });
    expect(new Set(sent()).size).toBe(250);
  });

  test('ends with what went wrong with one key, after it did all others', async () => {
    await keysDue(30);
    const broken = new Proxy(ledger, {
      get(target, name: string) {
        const member = Reflect.get(target, name) as unknown;
        if (typeof member !== 'function') return member;
        return (...given: unknown[]) => {
          if (name === 'heads' && (given[0] as string[]).includes('k/3'))
            return Promise.reject(new RekeyError('corrupt', 'k/3'));
          if (name === 'key' && given[0] === 'k/3') return Promise.reject(new RekeyError('corrupt', 'k/3'));
          return (member as (...args: unknown[]) => unknown).apply(target, given);
        };
      },
    });
    await expect(sweep(await world({ ledger: broken }))).rejects.toMatchObject({ code: 'corrupt' });
    expect(sent()).toHaveLength(29);
    expect(telemetry.total('SweepCompleted')).toBe(0);
  });

  test('moves due times one by one where they do not move together, and all but those with which something is wrong', async () => {
    await keysDue(50);
    const failing = Object.assign(Object.create(ledger) as MemoryLedger, {
      postponeAll: async (moves: readonly DueMove[]) => {
        if (moves.some(({ item }) => item.chain === 'k/3')) throw new RekeyError('internal', 'k/3 cannot be moved');
        return ledger.postponeAll(moves);
      },
      postpone: async (move: DueMove) => {
        if (move.item.chain === 'k/3') throw new RekeyError('internal', 'k/3 cannot be moved');
        return ledger.postpone(move);
      },
    });
    await expect(sweep(await world({ ledger: failing }))).rejects.toMatchObject({ code: 'internal' });
    expect(sent()).toHaveLength(49);
    expect(sent()).not.toContain('k/3');
    expect(telemetry.total('SweepCompleted')).toBe(0);

    expect(await sweep(await world())).toMatchObject({ enqueued: 1, overtaken: 0 });
  });

  test('does not pass for one that ended well when a queue did not take everything, and sends that again five minutes later', async () => {
    await keysDue(20);
    const refusing = Object.assign(Object.create(queues) as Queues, {
      sendAll: async (...[to, work]: Parameters<Queues['sendAll']>) => {
        await queues.sendAll(to, work.slice(5));
        return work.map((_one, index) => index >= 5);
      },
    });
    await expect(sweep(await world({ queues: refusing }))).rejects.toMatchObject({ code: 'unavailable' });
    expect(telemetry.total('SweepCompleted')).toBe(0);
    const first = new Set(sent());
    expect(first.size).toBe(15);
    queues.take();

    await clock.advance(310);
    await sweep(await world());
    expect(sent().filter((key) => !first.has(key))).toHaveLength(5);
  });

  test('sends nothing anew while it waits behind much else', async () => {
    await keysDue(400);
    await sweep(await world());
    await clock.advance(295);
    expect(await sweep(await world())).toMatchObject({ enqueued: 0 });
    // The first of them had nothing before it, the last 399 messages.
    await clock.advance(10);
    expect((await sweep(await world())).enqueued).toBeLessThan(10);
    await clock.advance(750);
    await sweep(await world({ queues: takenBy(75) }));
    expect(new Set(sent()).size).toBe(400);
    expect(sent()).toHaveLength(800);
  });

  test('leaves alone what was sent when it was planned, while the queue is as long as it is late', async () => {
    const { head, ...rest } = registration('k/1');
    const versionId = versionIdOf('k/1');
    const due = { kind: 'prove' as const, at: noon };
    await ledger.record({ ...rest, head, versions: [sampleVersion(head.keyId, versionId, { due })] });
    await clock.advance(60);
    expect(await sweep(await world({ queues: behind(50) }))).toMatchObject({ enqueued: 0, overtaken: 1 });
    expect(await sweep(await world({ queues: behind(30) }))).toMatchObject({ enqueued: 1 });
  });
});

describe('where more is due than workers take until the next sweep, a sweep', () => {
  test('leaves the rest due as it is, and the next one sends it', async () => {
    await keysDue(500);
    const due = async () => (await collect(ledger.due(noon, 1000))).map(({ chain }) => chain as string);
    const before = new Set(await due());
    expect(await sweep(await world())).toMatchObject({ enqueued: 400, waiting: 100, overtaken: 0 });
    expect(new Set([...sent(), ...(await due())])).toEqual(before);
    expect(await due()).toHaveLength(100);

    await clock.advance(60);
    expect(await sweep(await world({ queues: behind(0) }))).toMatchObject({ enqueued: 100, waiting: 0 });
    expect(sent()).toHaveLength(500);
    expect(new Set(sent())).toEqual(before);
  });

  test.each([
    [0, 400],
    [150, 350],
    [300, 300],
    [1200, 0],
    [5000, 0],
  ])('sends only what there is room for beside %i messages that wait: %i', async (waits, enqueued) => {
    await keysDue(410);
    const swept = await sweep(await world({ queues: behind(waits) }));
    expect(swept).toMatchObject({ enqueued, waiting: 410 - enqueued });
  });

  test('has it come as quickly as workers get on, over a minute', async () => {
    await keysDue(500);
    await sweep(await world());
    const delays = queues.waiting.map(({ visibleAt }) => secondsBetween(clock.now(), visibleAt));
    expect(delays.filter((seconds) => seconds < 6)).toHaveLength(40);
    expect(Math.max(...delays)).toBe(59);
  });

  test('sends first what is due for longest', async () => {
    await keysDue(420);
    await keysDue(20, plusSeconds(noon, -60), { group: 'late' });
    await sweep(await world());
    expect(sent().filter((key) => key.startsWith('late/'))).toHaveLength(20);
  });

  test('sends what is of another issuer, however much waits before it', async () => {
    await keysDue(950, plusSeconds(noon, -60));
    await keysDue(5, noon, { group: 'other', issuer: 'other' as IssuerName });
    expect(await sweep(await world())).toMatchObject({ enqueued: 405, waiting: 550 });
    expect(sent().filter((key) => key.startsWith('other/'))).toHaveLength(5);
  });

  test('counts nothing that waits for a pause', async () => {
    const pause = { until: plusSeconds(noon, 3600), reason: 'a freeze', actor: 'tester' as Actor, containment: false };
    await keysDue(450, plusSeconds(noon, -60), { group: 'paused', pause });
    await keysDue(5);
    expect(await sweep(await world())).toMatchObject({ enqueued: 5, waiting: 0 });
  });

  test('sends what ends a credential early in any case', async () => {
    const { head, ...rest } = registration('k/1');
    const due = { kind: 'expire' as const, at: noon };
    await ledger.record({ ...rest, head, versions: [sampleVersion(head.keyId, versionIdOf('k/1'), { due })] });
    expect(await sweep(await world({ queues: behind(10_000) }))).toMatchObject({ enqueued: 1, waiting: 0 });
  });
});
