import { store } from '../../../lib/engine/rotation/store';
import type { VersionId } from '../../../lib/model/ids';
import { instantOf, plusSeconds } from '../../../lib/model/instant';
import { SecretValue } from '../../../lib/model/secret-value';
import { sampleRotation } from '../../contract/samples';
import { startProcess } from '../../simulation/surroundings/functions';
import { WatchedKey } from '../checks/watched-key';

describe('a value that is minted for a version which the secret holds already', () => {
  it('is revoked at once, and the stored one is gone on with', async () => {
    const one = await WatchedKey.issued();
    const { table } = one.simulation.ledger;
    const issuedAt = instantOf(one.simulation.scheduler.nowMs);
    const claimUntil = plusSeconds(issuedAt, 600);
    const rotation = { ...sampleRotation(one.head.currentVersionId as VersionId), begunAt: issuedAt, claimUntil };
    const row = table.row('head', one.key.keyId, '');
    if (row !== undefined) table.put({ ...row, body: { ...row.body, rotation } });
    const mint = () =>
      Object.assign(one.issuer.mintByHand({ allow: [{ level: 1 }] }), { label: rotation.label, keyId: one.key.keyId });
    const [first, second] = [mint(), mint()];
    const { versionId } = rotation;
    const stored = { secretId: one.secret.name, token: versionId, value: `{"token":"${first.value}"}` };
    one.simulation.manager.putSecretValue({ ...stored, labels: ['AWSPENDING'] });
    const { head } = one;
    const claim = { head, rotation, fence: head.fence, secretArn: head.secretArn ?? '', resumed: true };
    one.simulation.watch.killsBegun.set(second.value, one.simulation.scheduler.nowMs);

    startProcess(one.simulation, { kind: 'rotate', issuer: one.issuer }, (world) =>
      store(world, claim, {
        ref: { id: second.id, label: second.label },
        material: { token: new SecretValue(second.value) },
        issuedAt,
      }),
    );
    await one.run(5);

    expect(one.simulation.watch.broken).toBeUndefined();
    expect(one.version(versionId)?.state).toBe('pending');
    expect([first.revokedMs === undefined, second.revokedMs === undefined]).toEqual([true, false]);
    expect(one.value(versionId)).toBe(first.value);
  });
});
