import { planEnd } from '../../../lib/engine/rotation/plan-end';
import type { Version } from '../../../lib/model/ledger/version';
import { epochMs } from '../../../lib/model/instant';
import { sampleVersion, versionIdOf } from '../../contract/samples';
import { startProcess } from '../../simulation/surroundings/functions';
import { WatchedKey } from '../checks/watched-key';

describe('the end of a version whose label is about to be moved on', () => {
  it('leaves it its overlap from when the move has taken effect at the latest', async () => {
    const one = await WatchedKey.issued();
    const { keyId } = one.key;
    const id = versionIdOf('late');
    const issuedAt = one.version(one.holder)?.issuedAt as Version['issuedAt'];
    const late = sampleVersion(keyId, id, { state: 'pending', issuedAt });
    one.simulation.ledger.table.put({ kind: 'version', chain: keyId, id, body: late });
    const nowMs = one.simulation.scheduler.nowMs;

    startProcess(one.simulation, { kind: 'roll-back', issuer: one.issuer }, (world) =>
      planEnd(world, late, 'rolled back'),
    );
    await one.run(5);

    const { state, retireAt, due } = one.version(id) ?? {};
    expect(state).toBe('retiring');
    expect(due).toEqual({ kind: 'retire', at: retireAt });
    // An overlap of twenty minutes, and three for a request that takes effect late.
    expect(retireAt && epochMs(retireAt) - nowMs).toBeGreaterThan((1200 + 180) * 1000);
  });
});
