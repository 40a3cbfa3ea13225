import { handleOperatorRequest } from '../../lib/api/server/handle-operator-request';
import type { Actor } from '../../lib/model/ids';
import { declaration } from './operator-installation';
import { flags, reason, stackId, type StackWishes, stackWishes, team } from './stack-wishes';

let at: StackWishes;
beforeEach(async () => {
  at = await stackWishes();
});

describe('a key belongs to whoever registered it', () => {
  const file = (route: string, json: object, name: string = flags) =>
    handleOperatorRequest(at.world, {
      routeKey: route,
      actor: 'arn:aws:iam::123456789012:user/ana' as Actor,
      pathParameters: { key: name },
      body: JSON.stringify(json),
      contentType: 'application/json',
    });
  const apply = (json = declaration()) => file('PUT /v1/key/{key+}', json);

  test.each(['PUT /v1/key/{key+}', 'POST /v1/plan/{key+}'])(
    '%s of a stack’s key is refused, naming the stack and the way',
    async (route) => {
      await at.declared();

      expect(await file(route, declaration({ maxAge: '60d' }))).toMatchObject({
        status: 422,
        body: { error: { problems: [{ field: '', message: expect.stringContaining(team) }] } },
      });
      expect((await at.head()).manifest.maxAgeSeconds).toBe(30 * 86_400);
    },
  );

  test('a stack cannot take a file’s key, nor another stack’s', async () => {
    await apply();
    expect(reason(await at.answer(at.wish()))).toContain('is declared in a keys file');

    expect((await at.head()).registrar).toBeUndefined();
    await file('POST /v1/release/{key+}', {});
    await at.declared();
    expect(reason(await at.answer(at.wish({ stackId: stackId('other') })))).toContain(`is declared by stack ${team}`);
    expect((await at.head()).registrar).toMatchObject({ stackId: team });
  });

  test('is handed over by a release there and a declaration here, both ways', async () => {
    await apply();
    await file('POST /v1/release/{key+}', {});
    await at.declared();
    expect(await at.head()).toMatchObject({ status: 'active', registrar: { stackId: team } });

    await at.answer(at.wish({ wish: 'release' }));
    expect(await apply()).toMatchObject({ status: 200, body: { change: 'update', applied: true } });
    expect((await at.head()).registrar).toBeUndefined();
  });

  test('an operator releases a stack’s key only by naming that stack', async () => {
    await at.declared();
    const release = (json: object) => file('POST /v1/release/{key+}', json);

    expect(await release({})).toMatchObject({
      status: 422,
      body: { error: { message: expect.stringContaining(`rekey release ${flags} --stack ${team}`) } },
    });
    expect(await release({ stack: stackId('other') })).toMatchObject({ status: 422 });
    expect(await release({ stack: team })).toMatchObject({ status: 200, body: { applied: true } });
  });
});
