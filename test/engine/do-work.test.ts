import { doWork } from '../../lib/engine/do-work';
import type { WorkerWorld } from '../../lib/engine/world';
import type { Instant } from '../../lib/model/instant';
import type { KeyId, VersionId } from '../../lib/model/ids';
import { plusSeconds } from '../../lib/model/instant';
import { RekeyError } from '../../lib/model/rekey-error';
import type { Work } from '../../lib/model/work/work';
import { noon, versionIdOf } from '../contract/samples';

const keyId = 'ci/publish' as KeyId;
const versionId: VersionId = versionIdOf('a');

/** Tries a message, and what is sent of it, as long as something is sent; gives how many tries that were. */
async function triesOf(first: Work): Promise<number> {
  let now: Instant = noon;
  let waiting: { work: Work; delaySeconds: number }[] = [{ work: first, delaySeconds: 0 }];
  const unavailable = () => Promise.reject(new RekeyError('unavailable', 'the table is throttled'));
  const world = {
    clock: { now: () => now },
    issuer: { name: 'unleash' },
    ledger: { installation: unavailable, key: unavailable },
    telemetry: { warn: () => undefined, count: () => undefined },
    queues: {
      send: async (_: unknown, work: Work, delaySeconds = 0) => void waiting.push({ work, delaySeconds }),
    },
  } as unknown as WorkerWorld;
  let tries = 0;
  while (waiting.length > 0) {
    const [next] = waiting;
    waiting = [];
    if (next === undefined || tries > 1000) break;
    now = plusSeconds(now, next.delaySeconds);
    tries += 1;
    await doWork(world, next.work);
  }
  return tries;
}

describe('work that cannot be done now', () => {
  it.each(['search', 'prove'] as const)(
    'is left to the sweep two minutes after its first try, however far its next turn is: %s',
    async (kind) => {
      const soon = await triesOf({ kind, keyId, versionId, dueAt: noon });
      const inSixMinutes = await triesOf({ kind, keyId, versionId, dueAt: plusSeconds(noon, 360) });

      expect([soon, inSixMinutes]).toEqual([6, 6]);
    },
  );

  it('is left to the sweep at once where it is long due', async () => {
    expect(await triesOf({ kind: 'retire', keyId, versionId, dueAt: plusSeconds(noon, -121) })).toBe(1);
  });
});
