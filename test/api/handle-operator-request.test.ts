import { randomBytes } from 'node:crypto';
import { appliedAnswerSchema } from '../../lib/api/answers/key-plan-answer';
import { bodyLimitBytes } from '../../lib/api/leak-report-request';
import { handleOperatorRequest } from '../../lib/api/server/handle-operator-request';
import type { OperatorRequest, OperatorSettings } from '../../lib/api/server/operator-request';
import { actorSchema, keyIdSchema } from '../../lib/model/ids';
import { declaration, operatorInstallation, type OperatorInstallation } from './operator-installation';

const ana = actorSchema.parse('arn:aws:iam::123456789012:user/ana');
let at: OperatorInstallation;
beforeEach(async () => {
  at = await operatorInstallation(2);
});

function ask(routeKey: string, rest: Partial<OperatorRequest> & { json?: unknown } = {}, settings?: OperatorSettings) {
  const { json, ...others } = rest;
  const body = json === undefined ? {} : { body: JSON.stringify(json), contentType: 'application/json' };
  return handleOperatorRequest(at.world, { routeKey, actor: ana, ...body, ...others }, settings);
}
const named = (key: string) => ({ pathParameters: { key } });
const apply = (key: string, changes: Record<string, unknown> = {}) =>
  ask('PUT /v1/key/{key+}', {
    ...named(key),
    json: declaration({ secret: { name: key, field: 'token' }, ...changes }),
  });

describe('handleOperatorRequest', () => {
  test('registers a key in the name of the proven caller', async () => {
    const answer = await apply('shop/a');
    expect(answer.status).toBe(200);
    expect(appliedAnswerSchema.parse(answer.body)).toMatchObject({ change: 'create', applied: true });
    expect(await at.ledger.key(keyIdSchema.parse('shop/a'))).toMatchObject({ registeredBy: ana });
  });

  test('answers a refusal with every problem by field', async () => {
    const answer = await apply('shop/a', { owner: undefined, maxAge: '30', grant: [] });
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { code: 'bad_input', problems: [{ field: 'owner' }, { field: 'maxAge' }, { field: 'grant' }] } },
    });
  });

  test('refuses a policy that cannot hold with 422', async () => {
    expect(await apply('shop/a', { overlap: '1m' })).toMatchObject({
      status: 422,
      body: { error: { code: 'refused', problems: [{ field: 'overlap' }] } },
    });
  });

  test('refuses an issuer that is not deployed', async () => {
    expect(await apply('shop/a', { issuer: 'github' })).toMatchObject({
      body: { error: { code: 'refused', problems: [{ field: 'issuer' }] } },
    });
  });

  describe('when a webhook is http', () => {
    const json = declaration({ notify: [{ webhook: 'http://127.0.0.1:8080/', secret: 'rekey/hooks/a' }] });

    test('refuses it', async () => {
      expect(await ask('POST /v1/plan/{key+}', { ...named('a'), json })).toMatchObject({
        status: 400,
        body: { error: { problems: [{ field: 'notify[0].webhook' }] } },
      });
    });

    test('takes it locally', async () => {
      expect(await ask('POST /v1/plan/{key+}', { ...named('a'), json }, { allowHttpWebhooks: true })).toMatchObject({
        status: 200,
      });
    });
  });

  test.each(['shop%2Fa', 'shop/a', '%73hop/a'])('reads the key %s in the path', async (key) => {
    await apply('shop/a');
    expect(await ask('GET /v1/key/{key+}', named(key))).toMatchObject({ status: 200, body: { keyId: 'shop/a' } });
  });

  test.each(['', '../a', 'shop//a', 'a b', '%', 'shop/%2e%2e/a', 'a'.repeat(129)])(
    'refuses the key %j',
    async (key) => {
      expect(await ask('GET /v1/key/{key+}', named(key))).toMatchObject({
        status: 400,
        body: { error: { code: 'bad_input', problems: [{ field: 'key' }] } },
      });
    },
  );

  test('answers 404 for a key or an operation that is not there', async () => {
    expect(await ask('GET /v1/key/{key+}', named('nobody'))).toMatchObject({
      status: 404,
      body: { error: { code: 'not_found' } },
    });
    expect(await ask('DELETE /v1/key/{key+}', named('nobody'))).toMatchObject({ status: 404 });
  });

  test('leaves leak reports to intake', async () => {
    expect(await ask('POST /v1/leak/report', { json: {} })).toMatchObject({ status: 404 });
  });

  test('refuses a body that is too large, of another type, or no JSON', async () => {
    const rotate = (body: string, contentType = 'application/json') =>
      ask('POST /v1/rotate/{key+}', { ...named('a'), body, contentType });
    expect(await rotate(`{"commandId":"${'x'.repeat(bodyLimitBytes)}"}`)).toMatchObject({ status: 413 });
    expect(await rotate('{}', 'text/plain')).toMatchObject({ status: 415 });
    const value = randomBytes(20).toString('hex');
    const answer = await rotate(value);
    expect(answer).toMatchObject({ status: 400 });
    expect(JSON.stringify(answer)).not.toContain(value);
  });

  test('tells a failure that it did not foresee without any detail', async () => {
    const value = randomBytes(20).toString('hex');
    at.world.ledger.keys = () => Promise.reject(new Error(value));
    const answer = await ask('GET /v1/keys');
    expect(answer).toMatchObject({ status: 500, body: { error: { code: 'internal' } } });
    expect(JSON.stringify([answer, at.telemetry.lines])).not.toContain(value);
  });

  test('lists keys a page at a time', async () => {
    for (const key of ['a', 'b', 'c']) await apply(key);
    const first = (await ask('GET /v1/keys')).body as { keys: object[]; next: string };
    const second = (await ask('GET /v1/keys', { query: { next: first.next } })).body as { keys: object[] };
    expect([first.keys.length, second.keys.length]).toEqual([2, 1]);
    expect(second).not.toHaveProperty('next');
  });

  test('lists the keys of one owner', async () => {
    await apply('a');
    await apply('b', { owner: 'raj@example.com' });
    expect((await ask('GET /v1/keys', { query: { owner: 'raj@example.com' } })).body).toMatchObject({
      keys: [{ keyId: 'b' }],
    });
  });

  test('refuses a query that it does not know, naming the nearest', async () => {
    expect(await ask('GET /v1/keys', { query: { ownr: 'x' } })).toMatchObject({
      body: { error: { problems: [{ field: 'ownr', message: expect.stringContaining('"owner"') }] } },
    });
  });

  test('pages a lineage that is longer than an answer', async () => {
    await apply('a');
    for (let n = 0; n < 205; n += 1) await apply('a', { purpose: `purpose ${n}` });
    const first = (await ask('GET /v1/lineage/{key+}', named('a'))).body as { entries: object[]; next: string };
    const rest = await ask('GET /v1/lineage/{key+}', { ...named('a'), query: { from: first.next } });
    expect(first.entries).toHaveLength(200);
    expect(rest.body).toMatchObject({ head: { sequence: 206 }, entries: { length: 6 } });
  });

  test('ends a listing of incidents after 12 empty months', async () => {
    expect(await ask('GET /v1/incidents')).toEqual({ status: 200, body: { incidents: [] } });
    expect(await ask('GET /v1/incidents', { query: { next: 'nonsense' } })).toMatchObject({ status: 400 });
  });

  test('releases a key once', async () => {
    await apply('a');
    expect(await ask('POST /v1/release/{key+}', named('a'))).toMatchObject({ status: 200, body: { applied: true } });
    expect(await ask('POST /v1/release/{key+}', named('a'))).toMatchObject({ body: { applied: false } });
  });

  test('says with 409 why no rotation is begun', async () => {
    await apply('a');
    await ask('POST /v1/release/{key+}', named('a'));
    expect(await ask('POST /v1/rotate/{key+}', named('a'))).toMatchObject({
      status: 409,
      body: { error: { code: 'conflict' } },
    });
  });

  test('says with 422 why a key cannot be rolled back', async () => {
    await apply('a');
    expect(await ask('POST /v1/rollback/{key+}', { ...named('a'), json: { reason: 'bad value' } })).toMatchObject({
      status: 422,
      body: { error: { code: 'refused', message: expect.stringContaining('nothing was issued yet') } },
    });
    expect(at.queues.waiting.map(({ work }) => work.kind)).not.toContain('roll-back');
  });

  test('refuses a revocation without a reason', async () => {
    expect(await ask('POST /v1/revoke/{key+}', { ...named('a'), json: {} })).toMatchObject({
      status: 400,
      body: { error: { problems: [{ field: 'reason' }] } },
    });
  });

  test('tells the doctor of owners that nothing reaches and of a restored table', async () => {
    await apply('a');
    await apply('b', { owner: 'raj@example.com' });
    await at.clock.advance(120);
    at.ledger.tableIdNow = 'another';
    const answer = await ask('GET /v1/doctor');
    expect(answer.body).toMatchObject({
      keys: 2,
      epochMatches: false,
      issuers: [{ name: 'unleash', revocationSeconds: 65 }],
      channels: [
        { owner: 'ana@example.com', confirmed: true },
        { owner: 'raj@example.com', confirmed: false, webhooks: false },
      ],
    });
    expect((answer.body as { oldestDueSeconds: number }).oldestDueSeconds).toBeGreaterThan(0);
  });
});
