import { searchOrphans } from '../../../lib/engine/rotation/search-orphans';
import type { VersionId } from '../../../lib/model/ids';
import { instantOf } from '../../../lib/model/instant';
import type { Row } from '../../../lib/memory/ledger-row';
import { startProcess } from '../../simulation/surroundings/functions';
import { WatchedKey } from '../checks/watched-key';

/** A key with a value that was stored and given up, is still to be searched for, and that somebody made current by hand. */
async function givenUpAndCurrent(): Promise<{ one: WatchedKey; old: string; givenUp: VersionId }> {
  const one = await WatchedKey.issued();
  const old = one.holder;
  await one.rotate('manual:1');
  const givenUp = one.holder as VersionId;
  const { keyId } = one.key;
  const { table } = one.simulation.ledger;
  const change = (kind: Row['kind'], id: string, fields: Record<string, unknown>) => {
    const row = table.row(kind, keyId, id);
    if (row !== undefined) table.put({ ...row, body: { ...row.body, ...fields }, due: undefined });
  };
  change('version', old, { state: 'current' });
  change('version', givenUp, { state: 'pending' });
  change('head', '', { currentVersionId: old });
  const due = { kind: 'search', at: instantOf(one.simulation.scheduler.nowMs) } as const;
  const label = one.credential(givenUp).label;
  const body = { keyId, versionId: givenUp, label, begunAt: due.at, due };
  table.put({ kind: 'attempt', chain: keyId, id: givenUp, body, due, issuer: one.key.issuer });
  return { one, old, givenUp };
}

async function search(one: WatchedKey, versionId: VersionId): Promise<void> {
  const { keyId, issuer } = one.key;
  const dueAt = instantOf(one.simulation.scheduler.nowMs);
  startProcess(one.simulation, { kind: 'search', issuer: one.simulation.issuerOf(issuer) }, (world) =>
    searchOrphans(world, { kind: 'search', keyId, versionId, dueAt }),
  );
  await one.simulation.scheduler.run(one.simulation.scheduler.nowMs + 5000);
}

describe('the search for a value that was given up', () => {
  it('ends it only once nobody has it as the current one', async () => {
    const { one, old, givenUp } = await givenUpAndCurrent();
    const attempts = () => one.simulation.ledger.table.of('attempt', one.key.keyId);

    await search(one, givenUp);
    expect(one.credential(givenUp).revokedMs).toBeUndefined();
    expect(attempts()).toHaveLength(1);

    one.move(old);
    await search(one, givenUp);
    expect(one.credential(givenUp).revokedMs).toBeDefined();
    expect(attempts()).toEqual([]);
  });

  it('sees its value also where somebody stored it under a version of their own', async () => {
    const { one, givenUp } = await givenUpAndCurrent();
    one.put(one.value(givenUp));
    await search(one, givenUp);
    expect(one.credential(givenUp).revokedMs).toBeUndefined();
  });
});
