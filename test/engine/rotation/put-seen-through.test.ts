import { store } from '../../../lib/engine/rotation/store';
import type { VersionId } from '../../../lib/model/ids';
import { RekeyError } from '../../../lib/model/rekey-error';
import { instantOf, plusSeconds } from '../../../lib/model/instant';
import { SecretValue } from '../../../lib/model/secret-value';
import { sampleRotation } from '../../contract/samples';
import { startProcess } from '../../simulation/surroundings/functions';
import { WatchedKey } from '../checks/watched-key';

describe('a value whose fingerprints cannot be had', () => {
  it('keeps its worker until the put is over, too: left behind, it could arrive when the attempt was given up', async () => {
    const one = await WatchedKey.issued();
    const begunAt = instantOf(one.simulation.scheduler.nowMs);
    const claimUntil = plusSeconds(begunAt, 600);
    const rotation = { ...sampleRotation(one.head.currentVersionId as VersionId), begunAt, claimUntil };
    const { head } = one;
    const claim = { head, rotation, fence: head.fence, secretArn: head.secretArn ?? '', resumed: true };
    const material = { token: new SecretValue('one that nobody accepts') };
    const order: string[] = [];

    startProcess(one.simulation, { kind: 'rotate', issuer: one.issuer }, async (world) => {
      const putPending: typeof world.secrets.putPending = async (...of) => {
        await world.clock.sleep(2000);
        const put = await world.secrets.putPending(...of);
        order.push(`put: ${put.kind}`);
        return put;
      };
      const secrets: typeof world.secrets = Object.assign(Object.create(world.secrets) as typeof world.secrets, {
        putPending,
      });
      const fingerprints = { of: () => Promise.reject(new RekeyError('unavailable', 'no KMS')) };
      const storing = store({ ...world, secrets, fingerprints }, claim, {
        ref: { label: rotation.label },
        material,
        issuedAt: begunAt,
      });
      order.push(
        await storing.then(
          () => 'recorded',
          ({ code }: RekeyError) => `failed: ${code}`,
        ),
      );
    });
    await one.run(10);

    expect(order).toEqual(['put: stored', 'failed: unavailable']);
  });
});
