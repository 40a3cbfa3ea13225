import { currentVersion, keyState } from '../../demo/key-state';
import { readValue } from '../../demo/read-value';
import { waitUntil } from '../../demo/wait-until';
import type { DoctorAnswer } from '../../lib/api/answers/doctor-answer';
import type { KeyAnswer } from '../../lib/api/answers/key-answer';
import type { LineageAnswer } from '../../lib/api/answers/lineage-answer';
import type { KeyId } from '../../lib/model/ids';
import { type InstantStage, setInstantStage } from './instant-stage';
import { Stranger } from './stranger';

jest.setTimeout(300_000);

const keys = {
  back: 'moved/back' as KeyId,
  dead: 'moved/to-dead' as KeyId,
  known: 'put/known' as KeyId,
  edited: 'put/edited' as KeyId,
  refused: 'put/refused' as KeyId,
  ended: 'ended/current' as KeyId,
  early: 'ended/replaced' as KeyId,
  deleted: 'secret/deleted' as KeyId,
};
const slow = { maxAge: '1h', overlap: '5m' };

let set: InstantStage;
let stranger: Stranger;

beforeAll(async () => {
  set = await setInstantStage();
  stranger = new Stranger(set);
  await set.apply(Object.fromEntries(Object.values(keys).map((key) => [key, key === keys.dead ? {} : slow])));
  for (const key of Object.values(keys)) await waitUntil(`the first value of ${key}`, 120, () => current(key));
});

afterAll(() => set?.stop());

async function current(key: KeyId): Promise<string | undefined> {
  return (await currentVersion(set.stage, key))?.versionId;
}

/** A fresh version, once it is current; gives the two. */
async function rotated(key: KeyId): Promise<{ old: string; fresh: string }> {
  const old = (await current(key)) ?? '';
  await set.stage.rekey(['rotate', key]);
  const fresh = await waitUntil(`a rotation of ${key}`, 90, async () => {
    const now = await current(key);
    return now === old ? undefined : now;
  });
  return { old, fresh };
}

/** The key, once it is as wanted. */
function once(key: KeyId, what: string, wanted: (state: KeyAnswer) => boolean): Promise<KeyAnswer> {
  return waitUntil(`${key}: ${what}`, 120, async () => {
    const state = await keyState(set.stage, key);
    return wanted(state) ? state : undefined;
  });
}

async function told(key: KeyId, event: string, text = ''): Promise<string> {
  const of = await set.receiver.waitFor(
    (message) => message.key === key && message.event === event && message.body.includes(text),
    120_000,
  );
  return of.body;
}

async function lineage(key: KeyId): Promise<string[]> {
  const { entries } = (await set.stage.rekey(['lineage', key])).json as LineageAnswer;
  return entries.map(({ type }) => type);
}

/** How many foreign changes of a key somebody was told of; a message that was sent again counts once. */
function timesFound(key: KeyId): number {
  const found = set.receiver.messages.filter((one) => one.key === key && one.event === 'Foreign Change Found');
  return new Set(found.map(({ id }) => id)).size;
}

describe('what others do behind its back, at an endpoint that enforces IAM', () => {
  test('AWSCURRENT moved back to a version that lives is followed, as a roll-back by somebody unknown', async () => {
    const { old, fresh } = await rotated(keys.back);

    await stranger.moves(keys.back, old);

    const state = await once(keys.back, 'the old version is current', (one) => one.currentVersionId === old);
    expect(state.versions.find(({ versionId }) => versionId === fresh)?.state).toBe('retiring');
    expect(await told(keys.back, 'Key Rolled Back')).toContain('AWSCURRENT was moved by somebody else');
    expect(await lineage(keys.back)).toContain('version-rolled-back');
  });

  test('AWSCURRENT moved to a version that is dead is told as a gap, and moved back', async () => {
    const { old, fresh } = await rotated(keys.dead);
    await once(keys.dead, 'the old version is dead', ({ versions }) =>
      versions.some(({ versionId, state }) => versionId === old && state === 'dead'),
    );

    await stranger.moves(keys.dead, old);

    await told(keys.dead, 'Foreign Change Found', 'dead value');
    expect(await told(keys.dead, 'Foreign Change Over')).toContain(fresh);
    expect(await stranger.holder(keys.dead)).toBe(fresh);
    expect(timesFound(keys.dead)).toBe(1);
    expect((await lineage(keys.dead)).slice(-2)).toEqual(expect.arrayContaining(['foreign-ended']));
  });

  test('a value put by hand that the issuer knows is taken over, with its own overlap for the one before', async () => {
    const before = await current(keys.known);
    const put = await stranger.puts(keys.known, { token: await stranger.mints('by-hand') });

    const { versions } = await once(keys.known, 'it is taken over', (one) => one.currentVersionId === put);

    expect(versions.find(({ versionId }) => versionId === put)).toMatchObject({ cause: 'adopted', state: 'current' });
    expect(versions.find(({ versionId }) => versionId === before)).toMatchObject({ state: 'retiring' });
    await told(keys.known, 'Credential Taken Over');
    expect(set.issuer.accepts(await readValue(set.stage, keys.known))).toBe(true);
  });

  test('another field changed by hand leaves version and credential as they are, and the next rotation keeps it', async () => {
    const before = await current(keys.edited);
    const put = await stranger.puts(keys.edited, { note: 'by hand' });

    const state = await once(keys.edited, 'the copy is noted', (one) => one.copyVersionId === put);

    expect(state.currentVersionId).toBe(before);
    await told(keys.edited, 'Foreign Change Found', 'stored again');
    expect((await rotated(keys.edited)).fresh).not.toBe(put);
    expect(timesFound(keys.edited)).toBe(1);
    expect(set.issuer.accepts(await readValue(set.stage, keys.edited))).toBe(true);
  });

  test('a value put by hand that is refused is told as a gap, and the label goes back', async () => {
    const before = await current(keys.refused);
    await stranger.puts(keys.refused, { token: 'ins_0000000000000000000000000000000000000000' });

    await told(keys.refused, 'Foreign Change Over');
    expect(await stranger.holder(keys.refused)).toBe(before);
    expect(timesFound(keys.refused)).toBe(1);
  });

  test('the current credential deleted at the issuer is told as a gap, and replaced', async () => {
    const version = await currentVersion(set.stage, keys.ended);
    await stranger.deletes(version?.ref?.id ?? '');
    await stranger.tellsCloudTrail(keys.ended, 'UpdateSecret'); // the look that is due once a day, now

    await told(keys.ended, 'Foreign Change Found', 'credential ended');
    const fresh = await waitUntil('the replacement', 90, async () => {
      const now = await currentVersion(set.stage, keys.ended);
      return now?.versionId === version?.versionId ? undefined : now;
    });
    expect(fresh).toMatchObject({ cause: 'recovered', state: 'current' });
    expect(timesFound(keys.ended)).toBe(1);
    expect(set.issuer.accepts(await readValue(set.stage, keys.ended))).toBe(true);
    await told(keys.ended, 'Foreign Change Over');
    await told(keys.ended, 'Key Ready');
  });

  test('a replaced credential deleted at the issuer is proven dead before its overlap is over', async () => {
    const { old } = await rotated(keys.early);
    const { versions } = await keyState(set.stage, keys.early);
    await stranger.deletes(versions.find(({ versionId }) => versionId === old)?.ref?.id ?? '');
    await stranger.tellsCloudTrail(keys.early, 'UpdateSecret');

    const dead = await once(keys.early, 'the old version is dead', (one) =>
      one.versions.some(({ versionId, state }) => versionId === old && state === 'dead'),
    );

    const version = dead.versions.find(({ versionId }) => versionId === old);
    expect((version?.deadAt ?? '') < (version?.retireAt ?? '')).toBe(true);
  });

  test('a secret scheduled for deletion is told, refuses rotations with the reason, and goes on once it is restored', async () => {
    const issued = set.issuer.issued().length;
    await stranger.schedulesDeletion(keys.deleted);

    await told(keys.deleted, 'Foreign Change Found', 'deletion scheduled');
    await told(keys.deleted, 'Key Not Ready');
    const { json } = await set.stage.rekey(['rotate', keys.deleted], { expected: 2 });
    expect(JSON.stringify(json)).toContain('scheduled for deletion');
    expect(set.issuer.issued().length).toBe(issued);
    const { json: doctor } = await set.stage.rekey(['doctor'], { expected: 2 });
    const { unready } = (doctor as { installation: DoctorAnswer }).installation;
    expect(unready).toContainEqual({ keyId: keys.deleted, hindrances: ['secret'] });

    await stranger.restores(keys.deleted);
    await told(keys.deleted, 'Foreign Change Over');
    await told(keys.deleted, 'Key Ready');
    expect((await rotated(keys.deleted)).fresh).toBeDefined();
    expect(timesFound(keys.deleted)).toBe(1);
  });
});
