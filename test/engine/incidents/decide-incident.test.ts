import { decideIncident } from '../../../lib/engine/incidents/decide-incident';
import { matchReport } from '../../../lib/engine/incidents/match-report';
import { pauseKey } from '../../../lib/engine/pauses/pause-key';
import { requestRevocation } from '../../../lib/engine/incidents/request-revocation';
import { remind } from '../../../lib/engine/incidents/remind';
import { sweep } from '../../../lib/engine/sweep';
import { paceOf } from '../../../lib/model/schedule/pace-of';
import type { Queues } from '../../../lib/ports';
import type { Actor, CommandId, KeyId } from '../../../lib/model/ids';
import type { Incident } from '../../../lib/model/leaks/incident';
import { plusSeconds } from '../../../lib/model/instant';
import type { WorkOf } from '../../../lib/model/work/work';
import { noon, versionIdOf } from '../../contract/samples';
import { firstKeys, type LeakedKeys, leakedKeys } from './leaked-keys';

const operator = 'arn:aws:iam::123456789012:user/ana' as Actor;
const github = { source: 'github', actor: 'github' as Actor, trust: 'attesting' } as const;

function decide(
  keys: LeakedKeys,
  keyId: string,
  wanted: Partial<Parameters<typeof decideIncident>[1]>,
): ReturnType<typeof decideIncident> {
  const order = { what: 'approved', override: false, reason: 'looked at', actor: operator } as const;
  return decideIncident(keys.world, { keyId: keyId as KeyId, versionId: versionIdOf(keyId), ...order, ...wanted });
}

const stateOf = async (keys: LeakedKeys, keyId: string) => (await keys.incident(keyId))?.state;

describe('a held incident', () => {
  async function held(): Promise<LeakedKeys> {
    const keys = await leakedKeys(12);
    await matchReport(keys.world, keys.report(firstKeys(12), { exposure: 'private' }));
    return keys;
  }

  test('stays held when who floods reports it once more, and says what it would be now', async () => {
    const keys = await held();
    await matchReport(keys.world, keys.report(['k/1']));
    expect(keys.ordered()).toEqual([]);
    expect(await keys.incident('k/1')).toMatchObject({
      state: 'held',
      reportCount: 2,
      verdict: { kind: 'hold', otherwise: 'kill' },
    });
  });

  test('of a flood is contained once another sender attests that it is public', async () => {
    const keys = await held();
    await matchReport(keys.world, keys.report(['k/1'], github));
    expect(keys.ordered()).toEqual(['k/1']);
    expect(await keys.incident('k/1')).toMatchObject({ state: 'open', verdict: { kind: 'kill' } });
    expect(await stateOf(keys, 'k/2')).toBe('held');
  });

  test('of a flood stays held when who floods attests it once more', async () => {
    const keys = await leakedKeys(12);
    await matchReport(keys.world, keys.report(firstKeys(12), github));
    await keys.clock.advance(3600);
    await matchReport(keys.world, keys.report(['k/1'], github));
    expect(keys.ordered()).toEqual([]);
    expect(await keys.incident('k/1')).toMatchObject({ state: 'held', reportCount: 2 });
  });

  test('of a flood stays held when another sender knows of no public exposure', async () => {
    const keys = await held();
    await matchReport(keys.world, keys.report(['k/1'], { ...github, exposure: 'private' }));
    expect(keys.ordered()).toEqual([]);
    expect(await stateOf(keys, 'k/1')).toBe('held');
  });

  test('approved is done as it would have been, told, and repeated changes nothing', async () => {
    const keys = await held();
    expect((await decide(keys, 'k/1', {})).changed).toBe(true);
    const sequence = (await keys.ledger.key('k/1' as KeyId))?.sequence;

    expect((await decide(keys, 'k/1', {})).changed).toBe(false);

    expect((await keys.ledger.key('k/1' as KeyId))?.sequence).toBe(sequence);
    expect(new Set(keys.ordered())).toEqual(new Set(['k/1']));
    expect(await keys.incident('k/1')).toMatchObject({
      state: 'open',
      verdict: { kind: 'overlap' },
      decision: { what: 'approved', actor: operator, reason: 'looked at' },
    });
    expect((await keys.told('k/1')).at(-1)).toBe('incident-approved');
  });

  test('approved as a kill is one', async () => {
    const keys = await held();
    await decide(keys, 'k/1', { as: 'kill' });
    expect((await keys.incident('k/1'))?.verdict.kind).toBe('kill');
  });

  test('dismissed is closed, and only new evidence opens it again', async () => {
    const keys = await held();
    await decide(keys, 'k/1', { what: 'dismissed', reason: 'a sample value' });
    await keys.clock.advance(3600);

    await matchReport(keys.world, keys.report(['k/1'], { exposure: 'private' }));
    expect(keys.ordered()).toEqual([]);
    expect(await keys.incident('k/1')).toMatchObject({ state: 'closed', decision: { what: 'dismissed' } });

    await matchReport(keys.world, keys.report(['k/1'], github));
    expect(keys.ordered()).toEqual(['k/1']);
    expect(await keys.incident('k/1')).toMatchObject({ state: 'open', verdict: { kind: 'kill' } });
  });

  test('dismissed, and then ordered to be revoked, is not made less of by what is reported later', async () => {
    const keys = await held();
    await decide(keys, 'k/1', { what: 'dismissed', reason: 'a sample value' });
    const order = { keyId: 'k/1' as KeyId, reason: 'it is none', actor: operator, commandId: 'c-1' as CommandId };
    await requestRevocation(keys.world, order);
    expect(await keys.incident('k/1')).toMatchObject({ state: 'open', verdict: { kind: 'kill' } });

    await matchReport(keys.world, keys.report(['k/1'], { ...github, exposure: 'private' }));

    expect(await keys.incident('k/1')).toMatchObject({ state: 'open', reportCount: 3, verdict: { kind: 'kill' } });
  });

  test('dismissed is approved with an override only', async () => {
    const keys = await held();
    await decide(keys, 'k/1', { what: 'dismissed' });
    await expect(decide(keys, 'k/1', {})).rejects.toMatchObject({ code: 'refused' });
    await decide(keys, 'k/1', { override: true });
    expect(keys.ordered()).toEqual(['k/1']);
  });

  test('that nobody decided on is told again, less and less often, and never dropped', async () => {
    const keys = await held();
    // So many workers that nothing is put off within the minute.
    const queues = Object.assign(Object.create(keys.queues) as Queues, { pace: () => paceOf(75) });
    const toldAfter: number[] = [];
    for (let hour = 0; hour < 24 * 4 * 3; hour++) {
      await keys.clock.advance(900);
      await sweep({ ...keys.world, queues, deadline: plusSeconds(keys.clock.now(), 55) });
      for (const { work } of keys.queues.take({ lane: 'rotations' })) {
        if (work.kind !== 'remind' || work.keyId !== 'k/1') continue;
        const before = (await keys.incident('k/1'))?.reminder?.sent ?? 0;
        await remind(keys.world, work as WorkOf<'remind'>);
        await remind(keys.world, work as WorkOf<'remind'>);
        if (((await keys.incident('k/1'))?.reminder?.sent ?? 0) > before) toldAfter.push((hour + 1) / 4);
      }
    }
    expect(toldAfter).toEqual([0.25, 1.25, 5.25, 29.25, 53.25]);
    expect(await stateOf(keys, 'k/1')).toBe('held');
  });

  test('is listed among those that wait, until it is decided', async () => {
    const keys = await held();
    await decide(keys, 'k/3', { what: 'dismissed' });
    const { items } = await keys.ledger.heldIncidents();
    expect(items).toHaveLength(11);
    expect(items.map(({ keyId }) => keyId)).not.toContain('k/3');
  });
});

describe('a crash between a decision and its containment', () => {
  test('loses nothing: the sweep sends the containment', async () => {
    const keys = await leakedKeys(12);
    await matchReport(keys.world, keys.report(firstKeys(12)));
    const crashes = () => Promise.reject(new Error('crashed'));
    const crash = {
      ...keys.world,
      queues: { send: crashes, sendAll: crashes, depth: crashes, pace: () => paceOf(2) },
    };
    const order = { what: 'approved', override: false, reason: 'a leak', actor: operator } as const;
    const which = { keyId: 'k/1' as KeyId, versionId: versionIdOf('k/1') };
    await expect(decideIncident(crash, { ...which, ...order })).rejects.toThrow('crashed');

    await keys.clock.advance(60);
    await sweep({ ...keys.world, deadline: plusSeconds(keys.clock.now(), 55) });

    expect(keys.ordered()).toEqual(['k/1']);
  });
});

describe('a decision', () => {
  const pause = { until: plusSeconds(noon, 3600), reason: 'upgrade', actor: operator, containment: true };

  async function pausedAndHeld(): Promise<LeakedKeys> {
    const keys = await leakedKeys(12);
    await matchReport(keys.world, keys.report(firstKeys(12)));
    const head = await keys.ledger.key('k/1' as KeyId);
    if (head === undefined) throw new Error('no head');
    await pauseKey(keys.world, head.keyId, pause);
    return keys;
  }

  test('to approve is refused while containments are paused, and with an override the pause does not stop it', async () => {
    const keys = await pausedAndHeld();
    await expect(decide(keys, 'k/1', {})).rejects.toMatchObject({ code: 'refused' });
    await decide(keys, 'k/1', { override: true });
    keys.ordered();

    await keys.clock.advance(60);
    await sweep({ ...keys.world, deadline: plusSeconds(keys.clock.now(), 55) });

    expect(keys.ordered()).toEqual(['k/1']);
  });

  test('on what is acted on already takes an override, and then ends it', async () => {
    const keys = await leakedKeys(1);
    await matchReport(keys.world, keys.report(['k/1']));
    await expect(decide(keys, 'k/1', { what: 'dismissed' })).rejects.toMatchObject({ code: 'refused' });
    await decide(keys, 'k/1', { what: 'dismissed', override: true });
    expect(await keys.incident('k/1')).toMatchObject({ state: 'closed' } satisfies Partial<Incident>);
  });

  test('on a version that is gone is refused', async () => {
    const keys = await leakedKeys(12);
    await matchReport(keys.world, keys.report(firstKeys(12)));
    await keys.putVersion('k/1', { state: 'revoked', revokedAt: noon });
    await expect(decide(keys, 'k/1', {})).rejects.toMatchObject({ code: 'refused' });
  });
});
