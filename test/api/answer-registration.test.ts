import type { Entry } from '../../lib/model/ledger/entry';
import { type Actor, keyIdSchema } from '../../lib/model/ids';
import { plusSeconds } from '../../lib/model/instant';
import type { Registration } from '../../lib/model/registration/registration';
import { RekeyError } from '../../lib/model/rekey-error';
import { flags, reason, secretArn, stackId, type StackWishes, stackWishes, team } from './stack-wishes';

let at: StackWishes;
beforeEach(async () => {
  at = await stackWishes();
});

const sent = () => at.queues.waiting.map(({ work }) => work.kind);

describe('answerRegistration', () => {
  describe('when a stack declares a key', () => {
    test('registers it in the name of the stack and waits', async () => {
      const waiting = await at.answer(at.wish());

      expect(waiting).toMatchObject({ kind: 'waiting', next: { applied: true } });
      expect(await at.head()).toMatchObject({
        registeredBy: `stack ${team}`,
        registrar: { kind: 'stack', stackId: team, resources: ['Flags'] },
      });
      expect(sent()).toEqual(['rotate']);
    });

    test('is done once the first value is current', async () => {
      await at.answer(at.wish());
      await at.issue();

      expect(await at.answer(at.wish({ applied: true }))).toEqual({
        kind: 'done',
        data: { KeyId: flags, SecretArn: secretArn },
      });
    });

    test('refuses what apply refuses, with every problem by field', async () => {
      expect(reason(await at.answer(at.wish({}, { maxAge: '30', grant: [] })))).toMatch(
        /maxAge .*30d.*; grant .*empty/,
      );
      expect(reason(await at.answer(at.wish({}, { overlap: '1m' })))).toMatch(/overlap .* consumer checkout-service/);
      expect(await at.ledger.key(flags)).toBeUndefined();
    });

    test('refuses a key that is none', async () => {
      expect(reason(await at.answer(at.wish({ key: 'shop//flags' })))).toContain('key "shop//flags"');
    });

    test.each([
      ['another account', 'arn:aws:cloudformation:eu-west-1:999999999999:stack/team/1'],
      ['another region', 'arn:aws:cloudformation:us-east-1:123456789012:stack/team/1'],
      ['no stack', 'team'],
    ])('refuses the claim to be %s', async (_what, claimed) => {
      expect(reason(await at.answer(at.wish({ stackId: claimed })))).toContain(
        'is no stack of 123456789012 in eu-west-1',
      );
    });

    test('refuses keys that the door is not for', async () => {
      expect(reason(await at.answer(at.wish({ keys: ['ci/*', 'shop'] })))).toContain(
        'is for ci/*, shop and not for key',
      );
      expect(await at.answer(at.wish({ keys: ['shop/*'] }))).toMatchObject({ kind: 'waiting' });
    });

    test('fails at once with what the issuer refuses for good, and lets the key go', async () => {
      await at.answer(at.wish());
      const failed = { kind: 'invalid_grant', reason: 'no such project', at: at.clock.now() };
      await at.becomes({ setback: { ...failed, failures: 1, nextTryAt: failed.at } });

      expect(reason(await at.answer(at.wish({ applied: true })))).toContain('invalid_grant: no such project');
      expect(await at.head()).toMatchObject({ status: 'released' });
    });

    test('waits out what may pass, and in the end fails with it', async () => {
      await at.answer(at.wish());
      const failed = { kind: 'unavailable', reason: 'the issuer does not answer', at: at.clock.now() };
      await at.becomes({ setback: { ...failed, failures: 1, nextTryAt: failed.at } });
      const looking = at.wish({ applied: true });

      expect(await at.answer(looking)).toMatchObject({ kind: 'waiting' });
      await at.clock.advance(600);
      expect(reason(await at.answer(looking))).toMatch(
        /after 10m; the last try: unavailable: the issuer does not answer/,
      );
    });

    test('fails at once while rotations are paused', async () => {
      const until = plusSeconds(at.clock.now(), 3600);
      await at.answer(at.wish());
      await at.becomes({ pause: { until, reason: 'upgrade', actor: 'ana' as Actor, containment: false } });

      expect(reason(await at.answer(at.wish({ applied: true })))).toContain(`paused until ${until} by ana (upgrade)`);
    });

    test('a failure before it was declared is none of its business', async () => {
      await at.answer(at.wish());
      const failed = { kind: 'policy', reason: 'too wide', at: at.clock.now() };
      await at.becomes({ setback: { ...failed, failures: 1, nextTryAt: plusSeconds(failed.at, 3600) } });
      await at.clock.advance(60);

      expect(await at.answer(at.wish({}, { purpose: 'narrower' }))).toMatchObject({ kind: 'waiting' });
      expect((await at.head()).setback?.nextTryAt).toBe(at.clock.now());
    });

    test('waits when Rekey itself cannot answer now', async () => {
      at.world.ledger.key = () => Promise.reject(new RekeyError('unavailable', 'throttled'));
      const asked = at.wish();

      expect(await at.answer(asked)).toEqual({ kind: 'waiting', next: asked });
      await at.clock.advance(600);
      expect(reason(await at.answer(asked))).toBe('throttled');
    });

    test('tells a failure that it did not foresee without any detail', async () => {
      at.world.ledger.key = () => Promise.reject(new Error('a-value'));

      expect(JSON.stringify([await at.answer(at.wish()), at.telemetry.lines])).not.toContain('a-value');
    });
  });

  describe('when a stack changes its key', () => {
    beforeEach(() => at.declared());

    test('answers at once when nothing has to be minted', async () => {
      const changed = at.wish({ previous: flags }, { maxAge: '60d' });

      expect(await at.answer(changed)).toMatchObject({ kind: 'done' });
      expect((await at.head()).manifest.maxAgeSeconds).toBe(60 * 86_400);
    });

    test('waits for a value of another grant, also when the message comes again', async () => {
      const wider = [{ allow: { type: 'client', project: 'other' }, because: 'reads more' }];
      const changed = at.wish({ previous: flags }, { grant: wider });

      expect(await at.answer(changed)).toMatchObject({ kind: 'waiting' });
      expect(await at.answer(changed)).toMatchObject({ kind: 'waiting' });
      await at.issue();
      expect(await at.answer(changed)).toMatchObject({ kind: 'done' });
    });

    test('waits for no other value of a key that is only observed', async () => {
      const wider = [{ allow: { type: 'client', project: 'other' }, because: 'reads more' }];

      expect(await at.answer(at.wish({ previous: flags }, { mode: 'observe', grant: wider }))).toMatchObject({
        kind: 'done',
      });
    });

    test('a wrong change leaves the key as it was, and the way back is no change', async () => {
      const before = await at.head();

      expect(reason(await at.answer(at.wish({ previous: flags }, { overlap: '1m' })))).toContain('overlap');
      expect(await at.answer(at.wish({ previous: flags }))).toMatchObject({ kind: 'done' });
      expect(await at.head()).toEqual(before);
    });

    test('an older request that comes late changes nothing', async () => {
      const late = at.wish({ previous: flags }, { maxAge: '45d' });
      await at.clock.advance(30);
      await at.answer(at.wish({ previous: flags }, { maxAge: '60d' }));

      expect(reason(await at.answer(late))).toContain('a newer request of this stack');
      expect((await at.head()).manifest.maxAgeSeconds).toBe(60 * 86_400);
    });

    test('a late look does not let a living key go', async () => {
      const looking = at.wish({ applied: true });
      await at.becomes({ rotateAt: plusSeconds(at.clock.now(), 1) });
      await at.clock.advance(700);

      expect(await at.answer(looking)).toMatchObject({ kind: 'failed' });
      expect(await at.head()).toMatchObject({ status: 'active' });
    });

    test('with another id registers that one; the old one is let go by its own delete', async () => {
      const other = keyIdSchema.parse('shop/other');
      const manifest = { secret: { name: 'shop/other', field: 'token' } };

      expect(await at.answer(at.wish({ key: other, previous: flags }, manifest))).toMatchObject({ kind: 'waiting' });
      await at.issue(other);
      expect(await at.answer(at.wish({ wish: 'release', previous: flags }))).toMatchObject({ kind: 'done' });
      expect([(await at.head()).status, (await at.head(other)).status]).toEqual(['released', 'active']);
    });
  });

  describe('when a stack gives its key up', () => {
    beforeEach(() => at.declared());
    const given = (changes: Partial<Registration> = {}) =>
      at.answer(at.wish({ wish: 'release', manifest: undefined, ...changes }));

    test('releases it: told, and nothing is revoked', async () => {
      const before = sent().length;

      expect(await given()).toEqual({ kind: 'done', data: {} });
      expect(await at.head()).toMatchObject({ status: 'released', secretArn });
      expect(sent()).toHaveLength(before);
      const entries: Entry[] = [];
      for await (const entry of at.ledger.entries(flags)) entries.push(entry);
      expect(entries.at(-1)).toMatchObject({ type: 'key-released', actor: `stack ${team}` });
    });

    test.each([
      ['a key of another stack', { stackId: stackId('other') }],
      ['what another resource declares', { resource: 'Other' }],
      ['a key that is not there', { key: 'shop/nothing' }],
      ['a key that never was one', { key: 'rekey:none:Flags' }],
    ])('%s stays as it is, and that is no failure', async (_what, changes) => {
      expect(await given(changes)).toEqual({ kind: 'done', data: {} });
      expect(await at.head()).toMatchObject({ status: 'active' });
    });

    test('a resource that takes the place of another keeps the key', async () => {
      expect(await at.answer(at.wish({ resource: 'Renamed' }))).toMatchObject({ kind: 'done' });
      expect(await given()).toMatchObject({ kind: 'done' });
      expect(await at.head()).toMatchObject({ status: 'active', registrar: { resources: ['Renamed'] } });
      expect(await given({ resource: 'Renamed' })).toMatchObject({ kind: 'done' });
      expect(await at.head()).toMatchObject({ status: 'released' });
    });

    test('a declaration that was sent before and comes late does not bring it back', async () => {
      const late = at.wish();
      await at.clock.advance(30);
      await given();

      expect(reason(await at.answer(late))).toContain('a newer request of this stack');
      expect(await at.head()).toMatchObject({ status: 'released' });
    });
  });
});
