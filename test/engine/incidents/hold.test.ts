import { matchPublicIds } from '../../../lib/engine/incidents/match-public-ids';
import { matchReport } from '../../../lib/engine/incidents/match-report';
import { requestRevocation } from '../../../lib/engine/incidents/request-revocation';
import type { Actor, CommandId, KeyId } from '../../../lib/model/ids';
import { splitReport } from '../../../lib/model/leaks/split-report';
import { issuer, noon, versionIdOf } from '../../contract/samples';
import { firstKeys, type LeakedKeys, leakedKeys, scanner } from './leaked-keys';

const operator = 'arn:aws:iam::123456789012:user/ana' as Actor;
const github = { source: 'github', actor: 'github' as Actor, trust: 'attesting' } as const;

const stateOf = async (keys: LeakedKeys, keyId: string) => (await keys.incident(keyId))?.state;

describe('500 keys in one report', () => {
  test('are all held, none of them contained, however often the report comes', async () => {
    const keys = await leakedKeys(500);
    const report = keys.report(firstKeys(500), github);

    await matchReport(keys.world, report);
    await matchReport(keys.world, report);

    expect(keys.ordered()).toEqual([]);
    const incidents = await Promise.all(firstKeys(500).map((key) => keys.incident(key)));
    expect(new Set(incidents.map((one) => one?.state))).toEqual(new Set(['held']));
    expect(new Set(incidents.map((one) => one?.reportCount))).toEqual(new Set([1]));
    expect(incidents[0]?.verdict).toMatchObject({
      kind: 'hold',
      heldFor: 'flood',
      otherwise: 'kill',
      inputs: { sender: 'github', keysOfSender: 500 },
    });
    expect(await keys.told('k/7')).toEqual(['key-changed', 'key-changed', 'incident-held']);
  });

  test('are held although the report came in parts, in any order', async () => {
    const keys = await leakedKeys(30);
    const [first, second, third, ...more] = splitReport(keys.report(firstKeys(30)), 1500);
    if (first === undefined || second === undefined || third === undefined) throw new Error('not split');

    const matched = Promise.all([...more, third, first, second].map((part) => matchReport(keys.world, part)));
    for (let look = 0; look < 10; look++) await keys.clock.advance(0.1);
    await matched;

    expect(keys.ordered()).toEqual([]);
    expect(await stateOf(keys, 'k/1')).toBe('held');
    expect(await stateOf(keys, 'k/30')).toBe('held');
  });

  test('which are few, and came in parts, are contained', async () => {
    const keys = await leakedKeys(9);
    const parts = splitReport(keys.report(firstKeys(9)), 600);
    expect(parts.length).toBeGreaterThan(2);

    const matched = Promise.all(parts.map((part) => matchReport(keys.world, part)));
    for (let look = 0; look < 10; look++) await keys.clock.advance(0.1);
    await matched;

    expect(keys.ordered().toSorted()).toEqual(firstKeys(9));
  });

  test('of which the rest is not to be counted: what came is held', async () => {
    const keys = await leakedKeys(30);
    const [first] = splitReport(keys.report(firstKeys(9)), 900);
    if (first?.part === undefined) throw new Error('not split');

    const match = matchReport(keys.world, first);
    for (let look = 0; look < 40; look++) await keys.clock.advance(0.1);
    await match;

    expect(keys.ordered()).toEqual([]);
    expect((await keys.incident('k/1'))?.verdict.reason).toContain('not all parts');
  });
});

describe('a flood from one sender', () => {
  test('is held from the eleventh key on, and the ten before are contained', async () => {
    const keys = await leakedKeys(12);
    for (const key of firstKeys(12)) await matchReport(keys.world, keys.report([key]));

    expect(keys.ordered()).toEqual(firstKeys(10));
    expect([await stateOf(keys, 'k/11'), await stateOf(keys, 'k/12')]).toEqual(['held', 'held']);
  });

  test('holds up no true report of another', async () => {
    const keys = await leakedKeys(40);
    await matchReport(keys.world, keys.report(firstKeys(30)));

    await matchReport(keys.world, keys.report(['k/40'], github));

    expect(keys.ordered()).toEqual(['k/40']);
    expect((await keys.incident('k/40'))?.verdict.kind).toBe('kill');
  });

  test('is one sender in all sessions of its role, and over after ten minutes', async () => {
    const keys = await leakedKeys(12);
    const session = (n: number) => ({ actor: `arn:aws:sts::123456789012:assumed-role/ci/run-${n}` as Actor });
    for (const [n, key] of firstKeys(11).entries()) await matchReport(keys.world, keys.report([key], session(n)));
    expect(await stateOf(keys, 'k/11')).toBe('held');

    await keys.clock.advance(661);
    await matchReport(keys.world, keys.report(['k/12'], session(12)));

    expect(await stateOf(keys, 'k/12')).toBe('open');
  });

  test('of reports on keys that are dead, or whose risk was taken, is none', async () => {
    const keys = await leakedKeys(20);
    for (const key of firstKeys(15)) await keys.putVersion(key, { state: 'dead', deadAt: noon });

    await matchReport(keys.world, keys.report(firstKeys(20)));

    expect(keys.ordered()).toEqual(firstKeys(5, 16));
    expect((await keys.incident('k/1'))?.verdict.kind).toBe('dismiss');
  });

  test('costs few writes of its tally, once it is one', async () => {
    const keys = await leakedKeys(40);
    await matchReport(keys.world, keys.report(firstKeys(20)));
    const revision = () => keys.ledger.tally(`findings:${scanner}`).then((tally) => tally?.revision);
    const before = await revision();

    await Promise.all(firstKeys(20, 21).map((key) => matchReport(keys.world, keys.report([key]))));

    expect(await revision()).toBe(before);
    expect(await stateOf(keys, 'k/40')).toBe('held');
  });

  test('is held by nobody against an operator who orders a revocation', async () => {
    const keys = await leakedKeys(12);
    for (const key of firstKeys(12)) {
      const commandId = `c-${key}` as CommandId;
      await requestRevocation(keys.world, { keyId: key as KeyId, reason: 'laptop stolen', actor: operator, commandId });
    }
    expect(keys.ordered()).toEqual(firstKeys(12));
  });
});

describe('a key that is killed again and again', () => {
  const versions = ['first', 'second', 'third'].map((name) => versionIdOf(name));
  const leak = (keys: LeakedKeys, n: number, by = {}) => keys.report([versions[n] ?? ''], { ...by });

  async function killedTwice(): Promise<LeakedKeys> {
    const keys = await leakedKeys(1);
    for (const versionId of versions) await keys.putVersion('k/1', {}, versionId);
    for (const n of [0, 1]) await matchReport(keys.world, leak(keys, n));
    expect(keys.ordered()).toEqual(['k/1', 'k/1']);
    return keys;
  }

  test('is held the third time in a day by the word of an operator', async () => {
    const keys = await killedTwice();
    await matchReport(keys.world, leak(keys, 2));
    expect(keys.ordered()).toEqual([]);
    expect((await keys.incident('k/1', versions[2]))?.verdict).toMatchObject({
      kind: 'hold',
      heldFor: 'repeated kills',
      inputs: { earlierKills: 2 },
    });
  });

  test('is killed the third time when a source attests that it is public, at once or after the hold', async () => {
    const keys = await killedTwice();
    await matchReport(keys.world, leak(keys, 2));
    await matchReport(keys.world, leak(keys, 2, github));
    expect(keys.ordered()).toEqual(['k/1']);
    expect(await keys.incident('k/1', versions[2])).toMatchObject({ state: 'open', verdict: { kind: 'kill' } });
  });

  test('is killed the next day', async () => {
    const keys = await killedTwice();
    await keys.clock.advance(86_401);
    await matchReport(keys.world, leak(keys, 2));
    expect(keys.ordered()).toEqual(['k/1']);
  });
});

describe('a claim without the value, from a source of low trust', () => {
  const claim = (keys: LeakedKeys) => ({
    reportId: `claim-${keys.clock.now()}`,
    acceptedAt: keys.clock.now(),
    source: 'ids',
    actor: 'leaks/report' as Actor,
    trust: 'low' as const,
    possession: false as const,
    exposure: 'unknown' as const,
    issuers: [issuer],
    ids: ['id-of-k/1'],
    sighting: { source: 'ids' },
  });

  test('is held', async () => {
    const keys = await leakedKeys(1);
    expect(await matchPublicIds(keys.world, claim(keys))).toBe(1);
    expect(keys.ordered()).toEqual([]);
    expect((await keys.incident('k/1'))?.verdict).toMatchObject({ heldFor: 'low trust', otherwise: 'overlap' });
  });

  test('is acted on once somebody has the value', async () => {
    const keys = await leakedKeys(1);
    await matchPublicIds(keys.world, claim(keys));
    await matchReport(keys.world, keys.report(['k/1'], { exposure: 'unknown' }));
    expect(keys.ordered()).toEqual(['k/1']);
    expect(await keys.incident('k/1')).toMatchObject({ state: 'open', verdict: { kind: 'overlap' } });
  });
});
