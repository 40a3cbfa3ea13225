import { withholdRotation } from '../../../lib/engine/observation/withhold-rotation';
import { rekeyActor } from '../../../lib/engine/rekey-actor';
import type { CommandId } from '../../../lib/model/ids';
import { instantOf } from '../../../lib/model/instant';
import { startProcess } from '../../simulation/surroundings/functions';
import { WatchedKey } from '../checks/watched-key';

const hour = 3600;

describe('a key that was only observed for a while', () => {
  it('is rotated under names of its own, once it is enforced, where an attempt was given up meanwhile', async () => {
    const one = await WatchedKey.issued();
    const first = one.holder;
    one.issuer.mintsRefused = { untilMs: Number.POSITIVE_INFINITY, kind: 'quota' };
    for (let minutes = 0; one.head.rotation === undefined && minutes < 600; minutes += 5) await one.run(300);
    expect(one.head.rotation).toMatchObject({ cause: 'scheduled', stored: false });
    one.declare({ mode: 'observe' });
    await one.run(hour);
    expect(one.head.rotation).toBeUndefined();

    one.issuer.mintsRefused = undefined;
    one.declare({ mode: 'enforce' });
    await one.run(12 * hour);

    expect(one.holder).not.toBe(first);
    const begun = one.entries.filter(({ type }) => type === 'rotation-begun').map(({ versionId }) => versionId);
    expect(begun.length).toBeGreaterThan(1);
    expect(new Set(begun).size).toBe(begun.length);
  });

  it.each(['scheduled', 'recovered'] as const)('has what comes of the schedule come again: %s', async (cause) => {
    const one = await WatchedKey.issued();
    const parent = one.head.currentVersionId;
    const dueAt = instantOf(one.simulation.scheduler.nowMs - 10_000);
    const head = { ...one.head, rotateAt: dueAt };
    let change: Awaited<ReturnType<typeof withholdRotation>> | undefined;

    startProcess(one.simulation, { kind: 'rotate', issuer: one.issuer }, async (world) => {
      const commandId = `${cause}:1` as CommandId;
      const { keyId } = one.key;
      change = await withholdRotation(world, head, {
        kind: 'rotate',
        keyId,
        commandId,
        cause,
        actor: rekeyActor,
        parent,
        dueAt,
      });
    });
    await one.run(30);

    expect(change).toMatchObject({ entry: { type: 'would-have' } });
    expect(change).not.toHaveProperty('head.finishedCommands');
  });
});
