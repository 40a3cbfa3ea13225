import { requestRollBack } from '../../../lib/engine/roll-back/request-roll-back';
import type { CommandId } from '../../../lib/model/ids';
import { operator } from '../../simulation/operations/command';
import { startProcess } from '../../simulation/surroundings/functions';
import { WatchedKey } from '../checks/watched-key';

describe('a roll-back that finds the value of a rotation current which nobody recorded', () => {
  it('leaves it its overlap, because consumers may hold it', async () => {
    const one = await WatchedKey.issued();
    const first = one.holder;
    await one.rotate('manual:1');
    const second = one.holder;
    one.faults.set('secrets.promote', 'crash after');
    one.wish('manual:2');
    await one.run(10);
    const unrecorded = one.holder;
    expect(one.head.currentVersionId).toBe(second);

    one.simulation.watch.rollBacks.set(one.key.keyId, 1);
    const order = { keyId: one.key.keyId, actor: operator, commandId: 'roll-back:1' as CommandId, reason: 'worse' };
    startProcess(one.simulation, { kind: 'operate' }, (world) => requestRollBack(world, order));
    await one.run(900);

    expect([one.holder, one.head.currentVersionId]).toEqual([first, first]);
    expect(one.version(unrecorded)?.state).toBe('retiring');
    expect(one.credential(unrecorded).revokedMs).toBeUndefined();
    await one.run(1200);
    expect(one.credential(unrecorded).revokedMs).toBeDefined();
  });
});
