import { gaveWay } from '../../../lib/engine/rotation/gave-way';
import { roll } from '../../../lib/engine/rotation/roll';
import type { VersionId } from '../../../lib/model/ids';
import { type Instant, instantOf, secondsBetween } from '../../../lib/model/instant';
import type { Rotation } from '../../../lib/model/rotation/rotation';
import { promotionSeconds } from '../../../lib/model/schedule/grace';
import { sampleRotation } from '../../contract/samples';
import { rollingFamily } from '../../simulation/histories/crash-cases';
import { startProcess } from '../../simulation/surroundings/functions';
import { WatchedKey } from '../checks/watched-key';

let one: WatchedKey;
let first: string;

beforeEach(async () => {
  one = await WatchedKey.issued(rollingFamily(86_400));
  first = one.holder;
});

describe('a rotation that gives way, and may have rolled', () => {
  const leftBy = async (rotation: Partial<Rotation>) => {
    let left: Instant | undefined;
    const head = { ...one.head, rotation: { ...sampleRotation(first as VersionId), ...rotation } };
    startProcess(one.simulation, { kind: 'watch', issuer: one.issuer }, async (world) => {
      left = gaveWay(world, head).head.graceUntil;
    });
    await one.run(1);
    return left;
  };

  it('leaves behind until when the value before is accepted at the longest', async () => {
    const { nowMs } = one.simulation.scheduler;
    const longest = 1200 + promotionSeconds;

    const left = await leftBy({ rolls: true, stored: false });

    expect(secondsBetween(instantOf(nowMs), left ?? instantOf(0))).toBeCloseTo(longest, -1);
    expect(await leftBy({ rolls: true, stored: true })).toBeUndefined();
    expect(await leftBy({ stored: false })).toBeUndefined();
  });

  it('is remembered by the next one, which makes another value current', async () => {
    const { table } = one.simulation.ledger;
    const graceUntil = instantOf(one.simulation.scheduler.nowMs + 3 * 3600_000);
    const row = table.row('head', one.key.keyId, '');
    if (row !== undefined) table.put({ ...row, body: { ...row.body, graceUntil } });

    await one.rotate('manual:1');

    expect(one.version(first)?.rolled?.until).toBe(graceUntil);
    expect(one.head.graceUntil).toBeUndefined();
  });
});

describe('a credential with wrong rights, whose graces are over', () => {
  it('is not ended while somebody has made current another version than its rotation is for', async () => {
    const { table } = one.simulation.ledger;
    const over = instantOf(one.simulation.scheduler.nowMs);
    const row = table.row('version', one.key.keyId, first);
    if (row !== undefined) table.put({ ...row, body: { ...row.body, rolled: { at: over, until: over } } });
    await one.run(1);
    const { head } = one;
    const rotation = { ...sampleRotation(first as VersionId), rolls: true, wrongRights: true };
    const claim = { head, rotation, fence: head.fence, secretArn: head.secretArn ?? '', resumed: true };
    one.put(one.value(first));
    let outcome: unknown;

    startProcess(one.simulation, { kind: 'rotate', issuer: one.issuer }, async (world) => {
      outcome = await roll(world, claim).catch((error: unknown) => error);
    });
    await one.run(5);

    expect(outcome).toMatchObject({ code: 'refused' });
    expect(one.simulation.coverage.counts.get('step: rotate issuer.revoke')).toBeUndefined();
  });
});

describe('a rotation that has rolled, and fails', () => {
  it('is tried again within minutes, however often it had failed before, because the value in use lives for its grace only', async () => {
    one.issuer.mintsRefused = { untilMs: Number.POSITIVE_INFINITY, kind: 'quota' };
    await one.rotate('manual:1');
    await one.run(4 * 3600);
    expect(one.head.rotation?.failures).toBeGreaterThan(5);
    one.issuer.mintsRefused = undefined;
    one.faults.set('issuer.verify', 'not reached');
    const { scheduler } = one.simulation;
    while (one.head.rotation?.stored !== true) await scheduler.run(scheduler.nowMs + 20);
    await one.run(5);

    const { nextTryAt, lastFailure } = one.head.rotation ?? {};

    expect(lastFailure?.reason).toContain('issuer.verify');
    expect(secondsBetween(instantOf(scheduler.nowMs), nextTryAt ?? instantOf(0))).toBeLessThanOrEqual(300);
  });
});
