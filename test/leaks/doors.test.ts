import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { answerDoor } from '../../lib/leaks/doors/answer-door';
import type { DoorRequest, DoorWorld } from '../../lib/leaks/doors/door';
import { doorKeysIn } from '../../lib/leaks/doors/door-keys-in';
import { isSignedByGithub } from '../../lib/leaks/doors/github-signature';
import { keptFor } from '../../lib/leaks/kept-for';
import type { TurnableClock } from '../../lib/memory';
import { SecretValue } from '../../lib/model/secret-value';
import { SeenLately } from '../../lib/leaks/doors/seen-lately';
import { plusSeconds } from '../../lib/model/instant';
import { acmeToken, intake } from './intake';
import { alertPayload, freshSigningKey, githubDelivery, signedReport } from './knock';

const now = new Date('2026-11-23T20:20:00.000Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const accepted = { kind: 'accepted' };
const refused = (status: number) => ({ kind: 'refused', status });

function doors(...keys: string[]) {
  const { world, reports, fingerprint } = intake();
  const turned = { seconds: 0 };
  const clock = { ...world.clock, now: () => plusSeconds(world.clock.now(), turned.seconds) };
  const door: DoorWorld = {
    ...world,
    seenLately: new SeenLately(clock),
    doorKeys: async () => keys.map((key) => new SecretValue(key)),
  };
  const nothingDone = () => expect([...reports.take(), ...reports.hints, ...reports.claims]).toEqual([]);
  return { door, reports, fingerprint, nothingDone, turned };
}

describe('the door of GitHub', () => {
  const key = randomBytes(20).toString('hex');

  test("takes the signature of GitHub's own example", () => {
    // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
    const secret = new SecretValue("It's a Secret to Everybody");
    const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    expect(isSignedByGithub([secret], Buffer.from('Hello, World!'), signature)).toBe(true);
    expect(isSignedByGithub([secret], Buffer.from('Hello, World?'), signature)).toBe(false);
  });

  test.each(['created', 'publicly_leaked', 'resolved', 'reopened', 'validated', 'something_new'])(
    'hands on a hint when an alert is %s, with what the webhook says and no more',
    async (action) => {
      const { door, reports } = doors(key);
      const canary = acmeToken();
      const payload = alertPayload({ action, alert: { secret: canary, publicly_leaked: true } });
      expect(await answerDoor('github', door, githubDelivery(key, payload))).toEqual(accepted);
      expect(reports.hints).toEqual([
        {
          kind: 'github-alert',
          reportId: expect.stringMatching(/^[0-9a-f]{32}$/),
          acceptedAt: '2026-11-23T20:20:00.000Z',
          owner: 'acme',
          repository: 'shop',
          alert: 7,
          action,
          publiclyLeaked: true,
        },
      ]);
      expect(JSON.stringify(reports.hints)).not.toContain(canary);
    },
  );

  test('takes the event of one more place as word of its alert, and nothing of the place', async () => {
    const { door, reports } = doors(key);
    const payload = { ...alertPayload(), location: { type: 'commit', details: { path: acmeToken() } } };
    const delivery = githubDelivery(key, payload, { 'x-github-event': 'secret_scanning_alert_location' });
    expect(await answerDoor('github', door, delivery)).toEqual(accepted);
    expect(Object.keys(reports.hints[0] ?? {})).not.toContain('location');
    expect(reports.hints[0]).not.toHaveProperty('publiclyLeaked');
  });

  test('gives a delivery that comes again the same report id, and another delivery another', async () => {
    const { door, reports, turned } = doors(key);
    const delivery = githubDelivery(key, alertPayload());
    await answerDoor('github', door, delivery);
    turned.seconds = 31;
    for (const one of [delivery, githubDelivery(key, alertPayload())]) await answerDoor('github', door, one);
    const [first, again, other] = reports.hints.map(({ reportId }) => reportId);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test('queues a delivery once that comes again within seconds, and one with another body always', async () => {
    const { door, reports } = doors(key);
    const delivery = githubDelivery(key, alertPayload());
    const id = { 'x-github-delivery': delivery.headers['x-github-delivery'] ?? '' };
    const other = githubDelivery(key, alertPayload({ alert: { number: 8 } }), id);
    for (const one of [delivery, delivery, other]) expect(await answerDoor('github', door, one)).toEqual(accepted);
    expect(reports.hints.map(({ alert }) => alert)).toEqual([7, 8]);
  });

  test.each(['ping', 'push', 'secret_scanning_scan'])('answers %s the same, and does nothing', async (event) => {
    const { door, nothingDone } = doors(key);
    const delivery = githubDelivery(key, { zen: 'yes' }, { 'x-github-event': event });
    expect(await answerDoor('github', door, delivery)).toEqual(accepted);
    nothingDone();
  });

  test('takes either key during a change', async () => {
    const next = randomBytes(20).toString('hex');
    const { door } = doors(next, key);
    expect(await answerDoor('github', door, githubDelivery(key, alertPayload()))).toEqual(accepted);
    expect(await answerDoor('github', door, githubDelivery(next, alertPayload()))).toEqual(accepted);
  });

  const tampered = (change: (delivery: ReturnType<typeof githubDelivery>) => DoorRequest): DoorRequest =>
    change(githubDelivery(key, alertPayload()));
  test.each<[string, DoorRequest, number]>([
    ['one byte changed', tampered((d) => ({ ...d, body: Buffer.from(d.body.toString().replace('7', '8')) })), 401],
    ['one byte more', tampered((d) => ({ ...d, body: Buffer.concat([d.body, Buffer.from(' ')]) })), 401],
    ['no signature', tampered((d) => ({ ...d, headers: { ...d.headers, 'x-hub-signature-256': undefined } })), 401],
    ['a signature of SHA-1', githubDelivery(key, alertPayload(), { 'x-hub-signature-256': 'sha1=00' }), 401],
    ["another's key", githubDelivery(randomBytes(20).toString('hex'), alertPayload()), 401],
    ['no JSON', githubDelivery(key, '{'), 400],
    ['JSON of something else', githubDelivery(key, { action: 'created', alert: {} }), 400],
    ['a repository that climbs', githubDelivery(key, alertPayload({ name: '..' })), 400],
    ['an owner that is a path', githubDelivery(key, alertPayload({ owner: 'acme/../other' })), 400],
    ['no delivery id', githubDelivery(key, alertPayload(), { 'x-github-delivery': '' }), 400],
    ['a form', githubDelivery(key, alertPayload(), { 'content-type': 'application/x-www-form-urlencoded' }), 415],
    ['more than 1 MiB', githubDelivery(key, alertPayload({ alert: { filler: 'x'.repeat(1_048_576) } })), 413],
  ])('refuses %s, and does nothing', async (_what, request, status) => {
    const { door, nothingDone } = doors(key);
    expect(await answerDoor('github', door, request)).toEqual(refused(status));
    nothingDone();
  });

  test('refuses any bytes that are not signed', async () => {
    const { door, nothingDone } = doors(key);
    const headers = githubDelivery(key, alertPayload()).headers;
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.string(), async (bytes, signature) => {
        const request = { headers: { ...headers, 'x-hub-signature-256': signature }, body: Buffer.from(bytes) };
        expect(await answerDoor('github', door, request)).toEqual(refused(401));
      }),
    );
    nothingDone();
  });
});

describe('the door for reports', () => {
  const key = freshSigningKey();
  const finding = (value = acmeToken()) => ({ findings: [{ value, file: 'a.txt', line: 3 }], exposure: 'private' });

  test('hands on fingerprints of what was found, and where', async () => {
    const { door, reports, fingerprint } = doors(key);
    const token = acmeToken();
    const request = signedReport(key, finding(token), now);
    expect(await answerDoor('report', door, request)).toEqual(accepted);
    const [report] = reports.take();
    expect(report).toMatchObject({ actor: 'leaks/report', source: 'findings', possession: true, exposure: 'private' });
    expect(report?.findings).toEqual([
      {
        candidates: [await fingerprint(token)],
        form: 'acme',
        sighting: { source: 'findings', file: 'a.txt', line: 3 },
      },
    ]);
  });

  test('keeps a claim that it is public as a claim', async () => {
    const { door, reports } = doors(key);
    await answerDoor('report', door, signedReport(key, { ...finding(), exposure: 'public' }, now));
    expect(reports.take()[0]).toMatchObject({ exposure: 'unknown', claimed: 'public' });
  });

  test('knows no exposure that is not told', async () => {
    const { door, reports } = doors(key);
    await answerDoor('report', door, signedReport(key, { findings: finding().findings }, now));
    expect(reports.take()[0]).toMatchObject({ exposure: 'unknown' });
  });

  test('gives a message that comes again the same report id', async () => {
    const { door, reports, turned } = doors(key);
    const request = signedReport(key, finding(), now);
    await answerDoor('report', door, request);
    await answerDoor('report', door, request);
    turned.seconds = 31;
    await answerDoor('report', door, request);
    const taken = reports.take();
    expect(taken).toHaveLength(2);
    expect(taken[1]?.reportId).toBe(taken[0]?.reportId);
  });

  test.each([-300, 300])('takes a timestamp %d s from now', async (seconds) => {
    const { door } = doors(key);
    expect(await answerDoor('report', door, signedReport(key, finding(), later(seconds)))).toEqual(accepted);
  });

  test('takes either key during a change, and one signature of several', async () => {
    const next = freshSigningKey();
    const { door } = doors(next, key);
    const old = signedReport(key, finding(), now);
    const both = `v1a,AAAA v1,short ${old.headers['webhook-signature']}`;
    for (const request of [
      old,
      signedReport(next, finding(), now),
      { ...old, headers: { ...old.headers, 'webhook-signature': both } },
    ]) {
      expect(await answerDoor('report', door, request)).toEqual(accepted);
    }
  });

  const with_ = (headers: Record<string, string | undefined>): DoorRequest => {
    const request = signedReport(key, finding(), now);
    return { ...request, headers: { ...request.headers, ...headers } };
  };
  test.each<[string, DoorRequest, number]>([
    ['a timestamp too old', signedReport(key, finding(), later(-301)), 401],
    ['a timestamp too far ahead', signedReport(key, finding(), later(301)), 401],
    ['a timestamp that was not signed', with_({ 'webhook-timestamp': String(now.getTime() / 1000 + 1) }), 401],
    ['an id that was not signed', with_({ 'webhook-id': 'msg_other' }), 401],
    ['no id', with_({ 'webhook-id': undefined }), 401],
    ['no signature', with_({ 'webhook-signature': undefined }), 401],
    ['another version of signature', with_({ 'webhook-signature': 'v2,AAAA' }), 401],
    ["another's key", signedReport(freshSigningKey(), finding(), now), 401],
    ['another body', { ...with_({}), body: Buffer.from(JSON.stringify(finding())) }, 401],
    ['no JSON', signedReport(key, 'findings', now), 400],
    ['no findings', signedReport(key, { exposure: 'private' }, now), 400],
    ['a field that is not documented', signedReport(key, { ...finding(), key: 'x' }, now), 400],
    ['a finding without a value', signedReport(key, { findings: [{ file: 'a' }] }, now), 400],
    ['an exposure that is none', signedReport(key, { ...finding(), exposure: 'maybe' }, now), 400],
    [
      'a thousand and one',
      signedReport(key, { findings: Array.from({ length: 1001 }, () => ({ value: 'x'.repeat(9) })) }, now),
      400,
    ],
    ['more than 1 MiB', signedReport(key, { findings: [], exposure: 'x'.repeat(1_048_576) }, now), 413],
    ['no content type', with_({ 'content-type': undefined }), 415],
  ])('refuses %s, and does nothing', async (_what, request, status) => {
    const { door, nothingDone } = doors(key);
    expect(await answerDoor('report', door, request)).toEqual(refused(status));
    nothingDone();
  });

  test('with a key that is none, says so to us and not to the sender', async () => {
    const { door } = doors('dG9vIHNob3J0');
    await expect(answerDoor('report', door, signedReport(key, finding(), now))).rejects.toMatchObject({
      code: 'misconfigured',
    });
  });
});

describe('the secret of a door', () => {
  const [one, two] = [freshSigningKey(), freshSigningKey()];
  test.each([
    ['a text', `${one}\n`, [one]],
    ['a list of one', JSON.stringify([one]), [one]],
    ['a list of two', JSON.stringify([one, two]), [one, two]],
  ])('holds its keys as %s', (_, content, keys) => {
    expect(doorKeysIn(new SecretValue(content), 's').map((key) => key.reveal())).toEqual(keys);
  });

  test.each(['', 'short', '[]', '[1]', '["a', JSON.stringify([one, two, one]), JSON.stringify([one, ''])])(
    'that holds %j is refused: an empty key would let everybody in',
    (content) => {
      expect(() => doorKeysIn(new SecretValue(content), 's')).toThrow(
        expect.objectContaining({ code: 'misconfigured' }),
      );
    },
  );
});

describe('what is kept for a minute', () => {
  const kept = (outcome: () => Promise<number>) => {
    const clock = intake().world.clock as TurnableClock;
    return { clock, get: keptFor(60, clock, outcome) };
  };

  test('is read once, and again afterwards', async () => {
    let reads = 0;
    const { clock, get } = kept(async () => ++reads);
    expect([await get('a'), await get('a')]).toEqual([1, 1]);
    await clock.advance(60);
    expect(await get('a')).toBe(2);
  });

  test('is read again after a failure', async () => {
    let reads = 0;
    const { get } = kept(async () => {
      if (++reads === 1) throw new Error('no');
      return reads;
    });
    await expect(get('a')).rejects.toThrow('no');
    expect(await get('a')).toBe(2);
  });
});
