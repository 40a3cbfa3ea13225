import { oldestUnswept } from '../../../lib/engine/due/oldest-unswept';
import { MemoryLedger, MemoryQueues, SeededIds, TurnableClock } from '../../../lib/memory';
import type { IssuerName } from '../../../lib/model/ids';
import { plusSeconds } from '../../../lib/model/instant';
import { noon, registration } from '../../contract/samples';

let clock: TurnableClock;
let ledger: MemoryLedger;
let queues: MemoryQueues;

beforeEach(() => {
  clock = new TurnableClock(noon);
  ledger = new MemoryLedger({ ids: new SeededIds('unswept'), clock });
  queues = new MemoryQueues(clock);
});

/** A key of an issuer whose rotation has been due for so many seconds when it is noon. */
async function due(issuer: string, seconds: number): Promise<void> {
  const { head, ...rest } = registration(`${issuer}/a`);
  const manifest = { ...head.manifest, issuer: issuer as IssuerName };
  const at = plusSeconds(noon, -seconds);
  await ledger.record({ ...rest, publish: false, head: { ...head, manifest, due: { kind: 'rotate', at } } });
}

/** As many messages as wait at issuers. */
function waiting(depths: Record<string, number>): MemoryQueues {
  return Object.assign(Object.create(queues) as MemoryQueues, {
    depth: async ({ issuer }: { issuer: string }) => depths[issuer] ?? 0,
  });
}

const oldest = (depths: Record<string, number> = {}) => oldestUnswept({ ledger, clock, queues: waiting(depths) });

describe('what the sweep should have done something about', () => {
  test('is nothing where nothing is due', async () => {
    await due('one', -60);
    expect(await oldest()).toBe(0);
  });

  test('is what is due for longest, while no queue holds anything', async () => {
    await due('one', 900);
    await due('two', 120);
    expect(await oldest()).toBe(900);
  });

  test('is not what waits behind others of its issuer', async () => {
    await due('one', 900);
    await due('two', 120);
    expect(await oldest({ one: 3 })).toBe(120);
    expect(await oldest({ one: 3, two: 1 })).toBe(0);
  });

  test('is an entry that was not told, whatever waits', async () => {
    const untold = registration('one/b');
    await ledger.record({ ...untold, publish: true });
    await clock.advance(400);
    expect(await oldest({ one: 3, unleash: 3 })).toBeGreaterThan(300);
  });
});
