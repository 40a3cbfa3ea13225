import { answerDoor } from '../../lib/leaks/doors/answer-door';
import type { DoorWorld } from '../../lib/leaks/doors/door';
import { SeenLately } from '../../lib/leaks/doors/seen-lately';
import { SecretValue } from '../../lib/model/secret-value';
import type { ReportQueue } from '../../lib/ports';
import { intake } from './intake';
import { freshSigningKey, signedReport } from './knock';

const now = new Date('2026-11-23T20:20:00.000Z');
const key = freshSigningKey();

function doors() {
  const { world, reports } = intake();
  const door: DoorWorld = {
    ...world,
    seenLately: new SeenLately(world.clock),
    doorKeys: async () => [new SecretValue(key)],
  };
  return { door, reports };
}

describe('the door for reports', () => {
  test('hands on ids that are named without their values, as a claim, and the text cut and cleaned', async () => {
    const { door, reports } = doors();
    const named = { ids: ['AKIAIOSFODNN7EXAMPLE'], issuer: 'aws', url: `https://x.example/${'a'.repeat(2000)}\n` };
    expect(await answerDoor('report', door, signedReport(key, { ...named, exposure: 'public' }, now))).toEqual({
      kind: 'accepted',
    });
    expect(reports.claims).toMatchObject([
      {
        kind: 'id-claim',
        issuer: 'aws',
        ids: named.ids,
        exposure: 'unknown',
        claimed: 'public',
        actor: 'leaks/report',
      },
    ]);
    expect(reports.claims[0]?.sighting.url).toHaveLength(1024);
    expect(reports.take()).toEqual([]);
  });

  test.each([
    ['no id', { ids: [], issuer: 'aws' }],
    ['a hundred and one', { ids: Array.from({ length: 101 }, (_, n) => `AKIA${n}`), issuer: 'aws' }],
    ['an id that is a path', { ids: ['../a'], issuer: 'aws' }],
    ['no issuer', { ids: ['AKIAIOSFODNN7EXAMPLE'] }],
    ['values beside', { ids: ['AKIAIOSFODNN7EXAMPLE'], issuer: 'aws', findings: [] }],
  ])('refuses ids with %s, and does nothing', async (_what, payload) => {
    const { door, reports } = doors();
    expect(await answerDoor('report', door, signedReport(key, payload, now))).toEqual({
      kind: 'refused',
      status: 400,
    });
    expect([...reports.take(), ...reports.claims]).toEqual([]);
  });
});

describe('a delivery that could not be queued', () => {
  test('is queued when it comes again', async () => {
    const { door, reports } = doors();
    const request = signedReport(key, { ids: ['AKIAIOSFODNN7EXAMPLE'], issuer: 'aws' }, now);
    const failing: ReportQueue = Object.assign(Object.create(reports) as ReportQueue, {
      sendClaim: () => Promise.reject(new Error('down')),
    });
    await expect(answerDoor('report', { ...door, reports: failing }, request)).rejects.toThrow('down');
    await answerDoor('report', door, request);
    expect(reports.claims).toHaveLength(1);
  });
});
