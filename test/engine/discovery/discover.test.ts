import { doWork } from '../../../lib/engine/do-work';
import type { Instant } from '../../../lib/model/instant';
import { labelPrefix } from '../../../lib/model/label';
import { RekeyError } from '../../../lib/model/rekey-error';
import { IssuerError } from '../../../lib/ports';
import { registration } from '../../contract/samples';
import { ana, anInstallation, held, keyOf, token } from './discovery-installation';

describe('discover', () => {
  test('finds what is no key’s, with age, use, maker, expiry and a grant that declares the same', async () => {
    const told = {
      lastUsedAt: '2026-11-01T00:00:00.000Z' as Instant,
      expiresAt: '2027-01-01T00:00:00.000Z' as Instant,
      createdBy: 'bo',
    };
    const at = await anInstallation([held('by-hand', told), held('of-a-key')]);
    await keyOf(at, 'ci/publish', { label: 'of-a-key' });

    await at.request();
    await at.work();

    expect(await at.last()).toMatchObject({
      state: 'done',
      credentials: 1,
      requestedBy: ana,
      unread: 'nothing is opened',
    });
    expect(await at.found()).toMatchObject([
      {
        kind: 'credential',
        ref: { label: 'by-hand' },
        mark: 'unknown',
        allow: { project: 'by-hand' },
        problems: [],
        ...told,
      },
    ]);
  });

  test('writes who asked into the installation’s chain, and nothing else anywhere', async () => {
    const at = await anInstallation([held('by-hand')]);
    at.opened.prefixes.push('hand/');
    at.putSecret('hand/a', 'acme_');
    const before = JSON.stringify([...at.service.secrets.values()].map((secret) => [secret, [...secret.versions]]));
    const keyId = await keyOf(at, 'ci/publish', { label: 'of-a-key' });
    const key = await at.ledger.key(keyId);

    const { discoveryId } = await at.request();
    await at.work();

    const chain = await at.chain();
    expect(chain.at(-1)).toMatchObject({ type: 'discovery-requested', actor: ana, evidence: { discoveryId } });
    expect(chain).toHaveLength(2);
    expect(await at.ledger.key(keyId)).toEqual(key);
    expect(JSON.stringify([...at.service.secrets.values()].map((secret) => [secret, [...secret.versions]]))).toBe(
      before,
    );
    expect(at.asked.filter((call) => !/^(inspect|recognise)/.test(call))).toEqual([]);
  });

  test('marks strays, other installations’, twins, and the admin credential', async () => {
    const at = await anInstallation();
    const ours = `${labelPrefix(at.installation.installationId)}000000000000-0123456789ab-`;
    const credentials = [
      held(ours),
      held('rekey-0123456789ab-0123456789ab-01234567-89ab'),
      held('twice'),
      held('twice'),
      held('root', { admin: true }),
      held('ended'),
    ];
    at.issuer.find = async () => credentials;
    await keyOf(at, 'shop/a', { label: 'twice' });
    await keyOf(at, 'shop/b', { label: 'ended' }, 'revoked');

    await at.request();
    await at.work();

    const marks = (await at.found()).map((one) => (one.kind === 'credential' ? `${one.mark} ${one.keyId ?? ''}` : ''));
    expect(marks).toEqual(['stray ', 'other installation ', 'twin shop/a', 'twin shop/a', 'admin ', 'stray shop/b']);
  });

  test('says what stands in the way of adopting one', async () => {
    const at = await anInstallation([
      held('off', { state: 'disabled' }),
      held('wide', { grant: { admin: true } }),
      held('bell\u0007'),
    ]);

    await at.request();
    await at.work();

    expect((await at.found()).map((one) => one.kind === 'credential' && one.problems)).toEqual([
      ['it is disabled'],
      ['its grant cannot be declared: admin: is unknown here'],
      ['its name has characters that cannot be shown'],
    ]);
  });

  describe('of the secrets that are opened', () => {
    test('names those that hold a credential, and the field', async () => {
      const [text, json] = [held('a'), held('b')];
      const at = await anInstallation([text, json]);
      at.opened.prefixes.push('hand/');
      at.putSecret('hand/text', text.value);
      at.putSecret('hand/json', JSON.stringify({ url: 'https://example.com', 'api.key': json.value, count: 3 }));
      at.putSecret('other/closed', text.value);

      await at.request();
      await at.work();

      const secrets = (await at.found()).filter((one) => one.kind === 'secret');
      expect(secrets).toMatchObject([
        { name: 'hand/json', format: 'json', field: 'api.key', ref: { label: 'b' } },
        { name: 'hand/text', format: 'text', ref: { label: 'a' } },
      ]);
      expect(await at.last()).toMatchObject({ state: 'done', secrets: 2 });
    });

    test('reads by tags only what carries all of them', async () => {
      const one = held('a');
      const at = await anInstallation([one]);
      at.opened.tags = { team: 'shop', discover: 'yes' };
      at.putSecret('x', one.value, { team: 'shop', discover: 'yes' });
      at.putSecret('y', one.value, { team: 'shop' });

      await at.request();
      await at.work();

      expect((await at.found()).filter((found) => found.kind === 'secret')).toMatchObject([{ name: 'x' }]);
    });

    test('shows the issuer no text that has not the form of its values', async () => {
      const at = await anInstallation([]);
      at.opened.prefixes.push('hand/');
      at.putSecret('hand/a', JSON.stringify({ database: 'correct horse', half: 'acme_0123', near: ` ${token()}` }));
      at.putSecret('hand/b', 'some text');

      await at.request();
      await at.work();

      expect(at.asked).toEqual([]);
      expect(await at.last()).toMatchObject({ secrets: 2 });
    });

    test('reads neither a key’s own secret, nor the admin credential’s, nor one of Rekey’s own', async () => {
      const one = held('a');
      const at = await anInstallation([one]);
      at.opened.prefixes.push('hand/');
      at.opened.except = 'hand/admin';
      const { arn } = at.putSecret('hand/ours', one.value);
      at.putSecret('hand/admin', one.value);
      at.opened.tags = { open: 'yes' };
      at.putSecret('rekey/hooks/team', one.value, { open: 'yes' });
      const first = registration('shop/a');
      await at.ledger.record({ ...first, secretArn: arn });

      await at.request();
      await at.work();

      expect(at.asked).toEqual([]);
    });

    test('looks into the others when one cannot be read', async () => {
      const one = held('a');
      const at = await anInstallation([one]);
      at.opened.prefixes.push('hand/');
      at.putSecret('hand/a', one.value);
      at.putSecret('hand/b', one.value);
      const read = at.secrets.read.bind(at.secrets);
      // What AWS says where a key of KMS may not be used.
      at.secrets.read = async (secret, which) => {
        if (secret.includes('hand/a')) throw new RekeyError('misconfigured', 'reading failed: AccessDenied');
        return read(secret, which);
      };

      await at.request();
      await at.work();

      expect(await at.last()).toMatchObject({ state: 'done', unreadable: [{ name: 'hand/a' }] });
      expect((await at.found()).filter((found) => found.kind === 'secret')).toMatchObject([{ name: 'hand/b' }]);
    });
  });

  describe('when there is much to look at', () => {
    const many = Array.from({ length: 60 }, (_, index) => {
      const credential = held(`key-${String(index).padStart(2, '0')}`);
      delete credential.grant;
      return credential;
    });

    test('goes on in further invocations, and inspects each credential once', async () => {
      const at = await anInstallation(many);
      at.slowed(5);

      await at.request();
      await at.work(200);

      expect(await at.last()).toMatchObject({ state: 'done', credentials: 60, inspected: 60 });
      expect(at.asked).toHaveLength(60);
      const found = await at.found();
      expect(found.every((one) => one.kind === 'credential' && one.allow !== undefined)).toBe(true);
    });

    test('of two workers at one step, one writes', async () => {
      const at = await anInstallation(many);
      const save = at.discoveries.save.bind(at.discoveries);
      const written: number[] = [];
      at.discoveries.save = async (discovery, parts) => {
        const first = await save(discovery, parts);
        if (first) written.push(discovery.revision);
        return first;
      };
      await at.request();
      const [message] = at.queues.take();
      if (message === undefined) throw new Error('no message');

      await Promise.all([doWork(at.worker(), message.work), doWork(at.worker(), message.work)]);
      await at.work();

      expect(await at.last()).toMatchObject({ state: 'done', credentials: 60, inspected: 60 });
      expect(new Set((await at.found()).map((one) => one.ref.label)).size).toBe(60);
      expect(written).toEqual(written.map((_, index) => index + 1));
    });
  });

  test('asked for twice is one look', async () => {
    const at = await anInstallation([held('a')]);
    const first = await at.request();
    const second = await at.request();
    expect(second).toEqual({ discoveryId: first.discoveryId, joined: true });
    await at.work();
    expect((await at.request()).joined).toBe(false);
  });

  test('a message of one that was replaced changes nothing', async () => {
    const at = await anInstallation([held('a')]);
    await at.request();
    const [late] = at.queues.take();
    if (late === undefined) throw new Error('no message');
    await at.clock.advance(1000);
    const { discoveryId } = await at.request();
    const before = await at.last();

    await doWork(at.worker(), late.work);

    expect(await at.last()).toEqual(before);
    expect(before).toMatchObject({ discoveryId, state: 'listing' });
  });

  test('an issuer that does not answer is asked again, and then it has failed', async () => {
    const at = await anInstallation();
    at.issuer.find = async () => {
      throw new IssuerError('unavailable', 'acme: find: no answer');
    };
    await at.request();
    await at.work(1);
    expect(await at.last()).toMatchObject({ state: 'listing' });

    await at.clock.advance(180);
    await at.work(1);

    expect(await at.last()).toMatchObject({ state: 'failed', failure: 'acme: find: no answer' });
    await at.work();
    expect(at.queues.waiting).toEqual([]);
  });

  test('an issuer that is not deployed is not asked', async () => {
    const at = await anInstallation();
    at.operator.issuers = new Map();
    await expect(at.request()).rejects.toMatchObject({ code: 'not_found' });
  });
});
