import { intend } from '../../../lib/engine/rotation/intend';
import type { CommandId, VersionId } from '../../../lib/model/ids';
import { instantOf } from '../../../lib/model/instant';
import type { Cause } from '../../../lib/model/ledger/cause';
import type { KeyHead } from '../../../lib/model/ledger/key-head';
import { sampleRotation, versionIdOf } from '../../contract/samples';
import { operator } from '../../simulation/operations/command';
import { startProcess } from '../../simulation/surroundings/functions';
import { WatchedKey } from '../checks/watched-key';

let one: WatchedKey;

beforeEach(async () => {
  one = await WatchedKey.issued();
});

/** The key's head is as it is said to be. */
function headIs(change: Partial<KeyHead>): void {
  const { table } = one.simulation.ledger;
  const row = table.row('head', one.key.keyId, '');
  if (row === undefined) throw new Error('the key is not registered');
  table.put({ ...row, body: { ...row.body, ...change } });
}

/** The time so many seconds from now. */
const inSeconds = (seconds: number) => instantOf(one.simulation.scheduler.nowMs + seconds * 1000);

/** Whether an order claims the rotation, or why not. */
async function claimBy(cause: Cause, orderedAt: number): Promise<string | undefined> {
  const parent = one.head.currentVersionId;
  const work = { keyId: one.key.keyId, cause, actor: operator, parent, dueAt: inSeconds(orderedAt) };
  let claim: Awaited<ReturnType<typeof intend>> | undefined;
  startProcess(one.simulation, { kind: 'rotate', issuer: one.issuer }, async (world) => {
    claim = await intend(world, { kind: 'rotate', commandId: 'manual:1' as CommandId, ...work });
  });
  await one.run(5);
  return typeof claim === 'object' ? 'claimed' : claim;
}

describe('a rotation that waits for its next try', () => {
  beforeEach(() => {
    const lastFailure = { kind: 'quota', reason: 'full', at: inSeconds(-60) } as const;
    const times = { begunAt: inSeconds(-600), claimUntil: undefined, nextTryAt: inSeconds(3600) };
    const rotation = { ...sampleRotation(one.head.currentVersionId as VersionId), ...times, failures: 3, lastFailure };
    headIs({ rotation });
  });

  it('is tried at once on an order that came after its last try', async () => {
    expect(await claimBy('manual', -30)).toBe('claimed');
  });

  it('is not tried again on an order that its last try has served', async () => {
    expect(await claimBy('manual', -90)).toBe('not yet');
  });

  it('is tried at once for a leak, whenever that was reported', async () => {
    expect(await claimBy('leak', -90)).toBe('claimed');
  });
});

describe('a rotation of a key whose secret was gone when somebody looked last', () => {
  beforeEach(() => {
    const rolled = { rolls: true, stored: true, claimUntil: undefined };
    const rotation = { ...sampleRotation(versionIdOf('parent')), ...rolled, begunAt: inSeconds(-600) };
    const since = inSeconds(-300);
    headIs({ rotation, findings: [{ what: 'deletion scheduled', about: '', since }] });
  });

  it('waits until somebody finds it there again', async () => {
    expect(await claimBy('manual', 0)).toBe('no secret');
  });

  it('is tried where nobody looks any more, because the key was let go after it was rolled', async () => {
    headIs({ status: 'released' });

    expect(await claimBy('manual', 0)).toBe('claimed');
  });
});
