import { waitUntil } from '../../demo/wait-until';
import { type InstantStage, setInstantStage } from './instant-stage';
import { current, keys, type Reaped, reaperStory, type Restored, restoreStory } from './reaper-story';

jest.setTimeout(900_000);

let set: InstantStage;
let reaped: Reaped;
let restored: Restored;

beforeAll(async () => {
  set = await setInstantStage();
  const slow = { maxAge: '2h', overlap: '5m' };
  await set.apply(Object.fromEntries(Object.values(keys).map((key) => [key, slow])));
  for (const key of Object.values(keys)) await waitUntil(`the first value of ${key}`, 120, () => current(set, key));
  reaped = await reaperStory(set);
  restored = await restoreStory(set);
});

afterAll(() => set?.stop());

describe('the reaper, started by its rule, at an endpoint that enforces IAM', () => {
  it('reports a credential of ours that no version is, and leaves it alone', () => {
    expect(reaped.reported).toContain(reaped.planted.stray);
  });

  it('revokes it once it may act; not what is young, of another installation, or in use', () => {
    const { planted, acted, inUse } = reaped;
    expect(acted).not.toContain(planted.stray);
    for (const id of [planted.young, planted.anothers, ...inUse]) expect(acted).toContain(id);
  });

  it('touches none of three', () => {
    expect([...reaped.halted]).toEqual(expect.arrayContaining(reaped.planted.three));
  });
});

describe('a ledger that was restored from a backup, at an endpoint that enforces IAM', () => {
  it('is in another table, and neither rotates nor revokes what is not named', () => {
    expect(restored.tableIds.after).not.toBe(restored.tableIds.before);
    for (const { output } of restored.refused) expect(output).toContain('the ledger was restored');
  });

  it('takes a public leak of what it knows, opens an incident, and says why it waits', () => {
    expect(restored.leak.timeline).toContain('the ledger was restored');
    expect(restored.leak.acceptedAfter).toBe(true);
  });

  it('is looked at without a yes, and nothing is done', () => {
    const { output, tokensAfter, tokensBefore } = restored.looked;
    expect(output).toContain(restored.minted);
    expect(tokensAfter).toEqual(tokensBefore);
  });

  it('knows again what there is after a yes: what was minted since is current, and the one before retires', () => {
    const { recovery, versions, minted, entries } = restored;
    expect(recovery).toMatchObject({ restored: false, unreachable: [] });
    expect(versions.find(({ state }) => state === 'current')).toMatchObject({ versionId: minted, cause: 'recovered' });
    expect(versions.filter(({ state }) => state === 'retiring')).toHaveLength(1);
    expect(entries).toContain('installation-recovered');
  });

  it('goes on from there: the incident that waited is contained, and a rotation is a rotation', () => {
    const { after, minted, versions } = restored;
    expect(after.contained).toBe('dead');
    expect(after.leaked).toBeDefined();
    expect([minted, ...versions.map(({ versionId }) => versionId)]).not.toContain(after.rotated);
  });
});
