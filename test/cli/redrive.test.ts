import { deadLetterQueueSchema } from '../../lib/model/work/dead-letter-queue';
import { type LocalApi, startLocalApi } from './local-api';
import { runAgainst } from './run-against';

const rotations = deadLetterQueueSchema.parse('rotations.unleash');
const retirement = JSON.stringify({
  kind: 'retire',
  keyId: 'shop/a',
  versionId: '0'.repeat(32),
  dueAt: '2026-11-23T11:00:00.000Z',
});

let api: LocalApi;
beforeEach(async () => {
  api = await startLocalApi();
});
afterEach(() => api.stop());

describe('rekey redrive', () => {
  test('lists the queues, and what the letters ask for', async () => {
    api.deadLetters.lay(rotations, retirement);
    const ran = await runAgainst(api, ['redrive']);
    expect(ran.out).toMatch(/^rotations\.unleash +1 +\S+ +sends back$/m);
    expect(ran.out).toMatch(/^sweep +0 +- +takes away$/m);
    expect(ran.out).toMatch(/ {2}rotations\.unleash {2}\S+ old {2}retire {2}shop\/a/);
    expect(ran.exit).toBe(0);
  });

  test('sends back what there is, a part at a time', async () => {
    for (let count = 0; count < 120; count++) api.deadLetters.lay(rotations, retirement);
    const ran = await runAgainst(api, ['redrive', 'rotations.unleash', '--json']);
    expect(ran.json()).toEqual({ queue: rotations, sentBack: 120, acknowledged: 0, unreadable: [] });
    expect(api.requests.filter((request) => request === 'POST /v1/redrive/rotations.unleash')).toHaveLength(3);
    expect(api.deadLetters.sentBack).toHaveLength(120);
  });

  test('sends no more than --max', async () => {
    for (let count = 0; count < 5; count++) api.deadLetters.lay(rotations, retirement);
    const ran = await runAgainst(api, ['redrive', 'rotations.unleash', '--max', '2', '--json']);
    expect(ran.json()).toMatchObject({ sentBack: 2 });
    expect(await api.deadLetters.count(rotations)).toEqual({ waiting: 3, taken: 0 });
  });

  test('ends with what nobody understands, and names it', async () => {
    const id = api.deadLetters.lay(rotations, 'poison');
    api.deadLetters.lay(rotations, retirement);
    const ran = await runAgainst(api, ['redrive', 'rotations.unleash']);
    expect(ran.out).toContain('Sent 1 letters of rotations.unleash back');
    expect(ran.out).toContain(`docs/runbook.md#dead-letters-rotations\n  ${id}`);
    expect(ran.exit).toBe(0);
  });

  test.each([
    ['a queue that is none', ['redrive', 'rotations'], 'usage'],
    ['a queue that is not there', ['redrive', 'rotations.other'], 'not_found'],
    ['a limit for all of them', ['redrive', '--max', '3'], 'usage'],
    ['a limit that is none', ['redrive', 'reports', '--max', '0'], 'usage'],
  ])('exits 2 for %s', async (_, args, code) => {
    const ran = await runAgainst(api, [...args, '--json']);
    expect(ran.json().error).toMatchObject({ code });
    expect(ran.exit).toBe(2);
  });
});
