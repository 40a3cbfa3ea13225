import { reminderAt } from '../../lib/model/schedule/reminder-schedule';
import type { KeyId } from '../../lib/model/ids';
import { follow, noon, registration, sampleIncident, sampleVersion, versionIdOf } from '../contract/samples';
import { type LocalApi, startLocalApi } from './local-api';
import { runAgainst } from './run-against';

const sender = 'findings:leaks/report';
const idOf = (name: string) => `shop/${name}:${versionIdOf(name)}`;
let api: LocalApi;

/** A key whose version is said to have leaked, and waits. */
async function hold(name: string): Promise<void> {
  const keyId = `shop/${name}` as KeyId;
  const first = registration(keyId);
  const versionId = versionIdOf(name);
  const at = reminderAt(noon, 0);
  const inputs = { possession: true, exposure: 'private', attestedBy: 'x', versionState: 'current', sender } as const;
  const incident = sampleIncident(keyId, versionId, {
    state: 'held',
    verdict: { kind: 'hold', reason: 'too many', at: noon, heldFor: 'flood', otherwise: 'overlap', inputs },
    reminder: { at, sent: 0 },
    due: { kind: 'remind', at },
  });
  await api.ledger.record(first);
  const versions = [sampleVersion(keyId, versionId, { incidentId: incident.incidentId })];
  await api.ledger.record({ ...follow(first.head), versions, incidents: [incident] });
}

const stateOf = async (name: string) => {
  const keyId = `shop/${name}` as KeyId;
  return (await api.ledger.incidents(keyId))[0]?.state;
};

beforeEach(async () => {
  api = await startLocalApi(2);
  for (const name of ['a', 'b', 'c']) await hold(name);
});
afterEach(() => api.stop());

describe('rekey incident list --held', () => {
  test('shows what waits, why, and by whose word, from every page', async () => {
    const ran = await runAgainst(api, ['incident', 'list', '--held']);
    expect(ran.out.match(/flood +overlap +findings:leaks\/report +shop\/[abc]:/g)).toHaveLength(3);
  });
});

describe('rekey incident show', () => {
  test('says of a held one that nothing is done until somebody decides', async () => {
    const ran = await runAgainst(api, ['incident', 'show', idOf('a')]);
    expect(ran.out).toContain('nothing is done until somebody approves or dismisses it');
    expect(ran.out).toContain(`sender   ${sender}`);
  });
});

describe('rekey incident approve', () => {
  test('asks, has the containment ordered, and says so', async () => {
    const ran = await runAgainst(api, ['incident', 'approve', idOf('a'), '--reason', 'a leak'], { answer: 'y' });
    expect(ran.asked[0]).toContain(idOf('a'));
    expect(ran.out).toContain('is approved as overlap');
    expect(api.queues.waiting).toMatchObject([{ lane: 'containments', work: { kind: 'contain', keyId: 'shop/a' } }]);
  });

  test('repeated says that it was approved before', async () => {
    const args = ['incident', 'approve', idOf('a'), '--reason', 'a leak', '--kill', '--yes'];
    expect((await runAgainst(api, [...args, '--json'])).json()).toMatchObject({ verdict: 'kill', changed: true });
    expect((await runAgainst(api, args)).out).toContain('was approved before: nothing was changed');
  });

  test('not answered with yes changes nothing', async () => {
    const ran = await runAgainst(api, ['incident', 'approve', idOf('a'), '--reason', 'x'], { answer: 'n' });
    expect([ran.exit, await stateOf('a')]).toEqual([3, 'held']);
  });

  test('of what was dismissed exits 2, and names --override', async () => {
    await runAgainst(api, ['incident', 'dismiss', idOf('a'), '--reason', 'a sample', '--yes']);
    const again = ['incident', 'approve', idOf('a'), '--reason', 'no sample', '--yes', '--json'];
    const ran = await runAgainst(api, again);
    expect(ran.exit).toBe(2);
    expect(ran.json().error).toMatchObject({ code: 'refused', message: expect.stringContaining('--override') });
    expect((await runAgainst(api, [...again, '--override'])).json()).toMatchObject({ state: 'open', changed: true });
  });

  test.each([
    [['approve', '--reason', 'x']],
    [['approve', idOf('a'), '--all-from', sender, '--reason', 'x']],
    [['approve', idOf('a'), '--kill', '--overlap', '--reason', 'x']],
    [['list', '--held', '--month', '2026-11']],
  ])('%j exits 2, and asks nobody', async (args) => {
    const ran = await runAgainst(api, ['incident', ...args, '--json']);
    expect(ran.json().error).toMatchObject({ code: 'usage' });
    expect(api.requests).toEqual([]);
  });
});

describe('rekey incident dismiss', () => {
  test('--all-from closes all of a sender; what fails is listed, and the same command goes on there', async () => {
    const body = { error: { code: 'contended', message: 'keeps changing', problems: [] } };
    const refused = { status: 400, body: { error: { ...body.error, code: 'conflict' } } };
    api.answers.set(`POST /v1/incident-dismiss/${versionIdOf('b')}/shop/b`, refused);
    const args = ['incident', 'dismiss', '--all-from', sender, '--reason', 'a sample', '--yes', '--json'];

    const first = await runAgainst(api, args);
    expect(first.exit).toBe(2);
    expect(first.json()).toMatchObject({ sender, failed: 1 });
    expect([await stateOf('a'), await stateOf('b'), await stateOf('c')]).toEqual(['closed', 'held', 'closed']);

    const second = await runAgainst(api, args);
    expect(second.json()).toMatchObject({ failed: 0, incidents: [{ incidentId: idOf('b'), verdict: 'dismiss' }] });
  });

  test('--all-from a sender for whom nothing is held exits 2', async () => {
    const ran = await runAgainst(api, [
      'incident',
      'dismiss',
      '--all-from',
      'github',
      '--reason',
      'x',
      '--yes',
      '--json',
    ]);
    expect(ran.json().error).toMatchObject({ code: 'not_found' });
  });
});

describe('rekey doctor', () => {
  test('counts what waits for a decision, and fails for it', async () => {
    const ran = await runAgainst(api, ['doctor', '--json']);
    const checks = ran.json()['checks'] as { name: string; ok: boolean; detail: string }[];
    expect(checks.find(({ name }) => name === 'held')).toMatchObject({
      ok: false,
      detail: `3 incidents wait for a decision, the oldest since ${noon}`,
    });
  });
});
