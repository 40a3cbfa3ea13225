import { searchOrphans } from '../../../lib/engine/rotation/search-orphans';
import type { VersionId } from '../../../lib/model/ids';
import { instantOf } from '../../../lib/model/instant';
import { attemptSchema } from '../../../lib/model/ledger/version';
import { startProcess } from '../../simulation/surroundings/functions';
import { WatchedKey } from '../checks/watched-key';

describe('the search for a given-up attempt', () => {
  it('spares its version, and whatever has its label, where somebody made that current and it retires by now', async () => {
    const one = await WatchedKey.issued();
    const versionId = one.holder as VersionId;
    await one.rotate('manual:1');
    expect(one.version(versionId)?.state).toBe('retiring');
    const { keyId } = one.key;
    const now = instantOf(one.simulation.scheduler.nowMs);
    const { label } = one.credential(versionId);
    const due = { kind: 'search' as const, at: now };
    const attempt = attemptSchema.parse({ keyId, versionId, label, begunAt: now, due });
    one.simulation.ledger.table.put({ kind: 'attempt', chain: keyId, id: versionId, body: attempt, due });

    startProcess(one.simulation, { kind: 'search', issuer: one.issuer }, (world) =>
      searchOrphans(world, { kind: 'search', keyId, versionId, dueAt: now }),
    );
    await one.run(30);

    expect(one.credential(versionId).revokedMs).toBeUndefined();
    expect(one.entries.find(({ type }) => type === 'search-ended')?.evidence).toMatchObject({ spared: true });
  });
});
