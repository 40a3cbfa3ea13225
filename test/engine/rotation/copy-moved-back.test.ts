import { requestRollBack } from '../../../lib/engine/roll-back/request-roll-back';
import type { CommandId } from '../../../lib/model/ids';
import { operator } from '../../simulation/operations/command';
import { startProcess } from '../../simulation/surroundings/functions';
import { WatchedKey } from '../checks/watched-key';

describe('a key whose value somebody stored again, and whose label somebody moved back before anybody looked', () => {
  let one: WatchedKey;
  let first: string;

  beforeEach(async () => {
    one = await WatchedKey.issued();
    first = one.holder;
    one.put(one.value(first));
    await one.look();
    if (one.head.copyVersionId !== one.holder) throw new Error('the copy was not found');
    one.move(first);
  });

  it('is rotated all the same', async () => {
    await one.rotate('manual:1');

    expect([one.holder, one.head.copyVersionId]).toEqual([one.head.currentVersionId, undefined]);
    expect(one.holder).not.toBe(first);
    expect(one.version(first)?.state).toBe('retiring');
  });

  it('is rolled back all the same', async () => {
    await one.rotate('manual:1');
    const second = one.holder;
    one.put(one.value(second));
    await one.look();
    one.move(second);
    const order = { keyId: one.key.keyId, actor: operator, commandId: 'roll-back:1' as CommandId, reason: 'worse' };

    startProcess(one.simulation, { kind: 'operate' }, (world) => requestRollBack(world, order));
    await one.run(60);

    expect([one.holder, one.head.currentVersionId]).toEqual([first, first]);
  });
});
