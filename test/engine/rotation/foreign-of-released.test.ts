import { recordForeign } from '../../../lib/engine/rotation/record-foreign';
import type { VersionId } from '../../../lib/model/ids';
import { sampleRotation } from '../../contract/samples';
import { startProcess } from '../../simulation/surroundings/functions';
import { WatchedKey } from '../checks/watched-key';

describe('a rotation that finds a value of somebody else current', () => {
  it.each([
    ['active', 'is tried again'],
    ['released', 'is over'],
  ] as const)('where the key is %s, %s', async (status, _then) => {
    const one = await WatchedKey.issued();
    const { table } = one.simulation.ledger;
    const row = table.row('head', one.key.keyId, '');
    const rotation = { ...sampleRotation(one.head.currentVersionId as VersionId), rolls: true, stored: true };
    if (row !== undefined) table.put({ ...row, body: { ...row.body, status, rotation } });
    const { head } = one;
    const claim = { head, rotation, fence: head.fence, secretArn: head.secretArn ?? '', resumed: true };

    startProcess(one.simulation, { kind: 'rotate', issuer: one.issuer }, (world) =>
      recordForeign(world, claim, 'another'),
    );
    await one.run(5);

    expect(one.entries.at(-1)?.type).toBe('foreign-found');
    expect(one.head.rotation === undefined).toBe(status === 'released');
  });
});
