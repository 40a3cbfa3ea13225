import { recordRecovered } from '../../../lib/engine/recovery/record-recovered';
import type { VersionId } from '../../../lib/model/ids';
import { secondsBetween } from '../../../lib/model/instant';
import { sampleIncidentId } from '../../contract/samples';
import { startProcess } from '../../simulation/surroundings/functions';
import { WatchedKey } from '../checks/watched-key';

let one: WatchedKey;

/** The key is recovered, with the value that is current; gives in how many seconds it is to be replaced. */
async function recovered(): Promise<number> {
  const { head } = one;
  const current = one.holder as VersionId;
  const looked = {
    head,
    current,
    secretArn: head.secretArn,
    kept: new Set([current]),
    gone: [],
    unknown: [],
    strays: [],
  };
  const at = one.entries.at(-1)?.at ?? head.registeredAt;
  startProcess(one.simulation, { kind: 'recover', issuer: one.issuer }, (world) =>
    recordRecovered(world, looked, 'restored'),
  );
  await one.run(1);
  return secondsBetween(one.entries.at(-1)?.at ?? at, one.head.rotateAt ?? at);
}

describe('what is current when its key is recovered', () => {
  beforeEach(async () => {
    one = await WatchedKey.issued();
  });

  it('is replaced on schedule', async () => {
    expect(await recovered()).toBeGreaterThan(3600);
  });

  it('is replaced at once where it was reported as leaked', async () => {
    const { table } = one.simulation.ledger;
    const row = table.row('version', one.key.keyId, one.holder);
    const incidentId = sampleIncidentId(one.head.keyId, one.holder as VersionId);
    if (row !== undefined) table.put({ ...row, body: { ...row.body, incidentId } });

    expect(await recovered()).toBe(0);
  });
});
