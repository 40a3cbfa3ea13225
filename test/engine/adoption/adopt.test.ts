import { handBack } from '../../../lib/engine/adoption/hand-back';
import type { Adopt } from '../../../lib/model/manifest/manifest';
import { keyIdSchema, type VersionId } from '../../../lib/model/ids';
import { SecretValue } from '../../../lib/model/secret-value';
import type { CallFault } from '../../simulation/trouble/faults';
import { startProcess } from '../../simulation/surroundings/functions';
import { runQuietly } from '../../simulation/histories/history';
import { apply } from '../../simulation/operations/operations';
import { cheapFingerprints } from '../../simulation/surroundings/cheap-fingerprints';
import { adoptOf, firstVersion, handMade } from '../hand-made';

const day = 86_400;

describe('an adoption', () => {
  it('takes over the credential with its secret, and changes neither', async () => {
    const made = await handMade();
    const before = made.secret();
    await made.declare({ adopt: adoptOf(made) });
    expect(made.entries()).toEqual(['key-registered', 'key-adopted']);
    expect(made.head()).toMatchObject({ currentVersionId: firstVersion, observed: { count: 0 } });
    expect(made.secret()).toEqual(before);
    expect(made.simulation.issuers[0]?.credentials).toEqual([made.credential]);
    expect(made.simulation.inbox.map(({ type }) => type)).toContain('Key Adopted');
    expect(made.simulation.watch.broken).toBeUndefined();
  });

  it('knows how old the credential is, and finds it by its value', async () => {
    const made = await handMade();
    await made.declare({ adopt: 'current' });
    const version = await made.simulation.ledger.version(made.key.keyId, firstVersion as VersionId);
    expect(version).toMatchObject({ state: 'current', cause: 'adopted', ref: { id: made.credential.id } });
    expect(version?.issuedAt).toBe(new Date(made.credential.requestedMs).toISOString());
    const fingerprints = await cheapFingerprints.of(new SecretValue(made.credential.value), ['raw']);
    expect([...(await made.simulation.ledger.locate(fingerprints)).values()]).toMatchObject([
      { keyId: made.key.keyId },
    ]);
  });

  it('tells, and does not refuse, that the credential may do other things than declared', async () => {
    const made = await handMade();
    await made.declare({ adopt: 'current', grant: [{ allow: { level: 3 }, because: 'reads' }] });
    const told = made.simulation.inbox.find(({ type }) => type === 'Key Adopted');
    expect(told?.entry.evidence).toMatchObject({ drift: { actual: expect.stringContaining('"level":1') } });
  });

  describe('when the secret holds another credential than declared', () => {
    it('is told as failed, leaves all as it was, and comes at once when declared anew', async () => {
      const made = await handMade();
      const before = made.secret();
      await made.declare({ adopt: { issuerKeyId: 'another' } });
      expect(made.entries()).toContain('adoption-failed');
      expect(made.head().currentVersionId).toBeUndefined();
      expect(made.secret()).toEqual(before);
      expect(made.simulation.inbox.map(({ type }) => type)).toContain('Adoption Failed');
      await made.declare({ adopt: adoptOf(made) }, 20);
      expect(made.head().currentVersionId).toBe(firstVersion);
    });
  });

  describe('when the issuer refuses the value', () => {
    it('fails, with growing pauses', async () => {
      const made = await handMade();
      made.credential.disabled = true;
      await made.declare({ adopt: 'current' }, 3600);
      const failures = made.entries().filter((type) => type === 'adoption-failed').length;
      expect(failures).toBeGreaterThan(2);
      expect(failures).toBeLessThan(8);
      expect(made.head().setback).toMatchObject({
        kind: 'refused',
        reason: expect.stringContaining('refuses the value'),
      });
    });
  });

  describe('when the issuer cannot say which credential a value is', () => {
    let made: Awaited<ReturnType<typeof handMade>>;
    beforeEach(async () => {
      made = await handMade();
      const [issuer] = made.simulation.issuers;
      if (issuer === undefined) throw new Error('no issuer');
      const port = issuer.portFor.bind(issuer);
      issuer.portFor = (process) => {
        const silent = port(process);
        delete silent.recognise;
        return silent;
      };
    });

    it('believes the declaration, and says so', async () => {
      await made.declare({ adopt: adoptOf(made) });
      const told = made.simulation.inbox.find(({ type }) => type === 'Key Adopted');
      expect(told?.entry.evidence).toMatchObject({ believed: expect.any(String), ref: { id: made.credential.id } });
    });

    it.each<[Adopt, RegExp]>([
      ['current', /write "adopt: {issuerKeyId: ...}"/],
      [{ issuerKeyId: 'nobody' }, /has no credential nobody/],
    ])('refuses %j', async (adopt, reason) => {
      await made.declare({ adopt });
      expect(made.head().setback?.reason).toMatch(reason);
    });
  });

  describe('when the credential is another key’s version already', () => {
    it('fails: one of two secrets would lose its value at the rotation of the other', async () => {
      const made = await handMade();
      const { simulation, credential } = made;
      const secret = { name: 'hand/copy', format: 'text' as const };
      const manifests = made.key.manifests.map((manifest) => ({ ...manifest, secret, adopt: 'current' as const }));
      const other = { ...made.key, keyId: keyIdSchema.parse('team/other'), manifests };
      const token = '22222222-2222-4222-8222-222222222222';
      simulation.manager.createSecret({ name: secret.name, token, value: credential.value, tags: {} });
      await made.declare({ adopt: 'current' });
      apply(simulation, other);
      await runQuietly(simulation, 60);
      const setback = simulation.ledger.table.row('head', other.keyId, '')?.body['setback'];
      expect(setback).toMatchObject({ reason: expect.stringContaining(`of key ${made.key.keyId} already`) });
    });
  });

  describe('when the issuer allows only so many credentials, and that many there are', () => {
    it('says that it cannot be replaced', async () => {
      const made = await handMade();
      const [issuer] = made.simulation.issuers;
      if (issuer === undefined) throw new Error('no issuer');
      issuer.capabilities.maxActive = 1;
      const port = issuer.portFor.bind(issuer);
      issuer.portFor = (process) => {
        const plain = port(process);
        return {
          ...plain,
          recognise: async (material) => {
            const key = await plain.recognise?.(material);
            return key && { ...key, ref: { ...key.ref, principal: 'billing' } };
          },
        };
      };
      await made.declare({ adopt: 'current' });
      expect(made.head().adopted?.slots).toEqual({ used: 1, of: 1 });
      issuer.capabilities.maxActive = null;
    });
  });

  describe('when the secret names another issuer', () => {
    it('is refused before anything is recorded', async () => {
      const made = await handMade();
      made.simulation.manager.tagResource('hand/made', { 'rekey:issuer': 'another' });
      await made.declare({ adopt: 'current' });
      expect(made.head()).toBeUndefined();
    });
  });

  describe('when two keys reach for the same secret', () => {
    it('puts the name of the one that has it back, where another key’s came last', async () => {
      const made = await handMade();
      const { simulation, key } = made;
      await made.declare({ adopt: 'current' });
      const other = { ...made.head(), keyId: keyIdSchema.parse('team/other') };
      simulation.manager.tagResource('hand/made', { 'rekey:key': other.keyId });
      startProcess(simulation, { kind: 'adopt' }, (world) => handBack(world, other, made.head().secretArn ?? ''));
      await runQuietly(simulation, 10);
      expect(simulation.manager.describeSecret('hand/made').tags).toMatchObject({ 'rekey:key': key.keyId });
    });

    it('is done for one, whose name stays on the secret', async () => {
      const made = await handMade(undefined, 2);
      const { simulation } = made;
      const other = simulation.keys[1] as typeof made.key;
      const secret = { name: 'hand/made', format: 'json' as const, field: 'token' };
      other.issuer = made.key.issuer;
      other.manifests = made.key.manifests.map((manifest) => ({ ...manifest, secret, adopt: 'current' as const }));
      made.key.manifests = other.manifests;
      apply(simulation, other);
      apply(simulation, made.key);
      await runQuietly(simulation, 600);
      const adopted = [made.key, other].filter(
        ({ keyId }) => simulation.ledger.table.row('head', keyId, '')?.body['currentVersionId'] === firstVersion,
      );
      expect(adopted).toHaveLength(1);
      expect(simulation.manager.describeSecret('hand/made').tags['rekey:key']).toBe(adopted[0]?.keyId);
    });
  });

  it.each<CallFault>(['crash before', 'crash after', 'answer lost', 'not reached', 'late effect'])(
    'is done once, whatever call of it meets with: %s',
    async (kind) => {
      for (let index = 1; ; index++) {
        let calls = 0;
        let struck = false;
        const made = await handMade(({ process }) => {
          if (!process.startsWith('adopt#') || struck) return undefined;
          calls += 1;
          struck = calls === index;
          return struck ? kind : undefined;
        });
        const before = made.secret();
        await made.declare({ adopt: adoptOf(made) }, 1200);
        expect(made.entries().filter((type) => type === 'key-adopted')).toHaveLength(1);
        expect(made.secret()).toEqual(before);
        expect(made.simulation.watch.broken).toBeUndefined();
        if (!struck) break;
      }
    },
  );
});

describe('an adopted key', () => {
  it('that is enforced replaces an overdue credential within a day, with the other fields kept, and ends it after the overlap', async () => {
    const made = await handMade();
    await made.declare({ adopt: 'current', mode: 'enforce' });
    const { simulation, credential } = made;
    expect(Date.parse(made.head().rotateAt ?? '') - simulation.scheduler.nowMs).toBeLessThan(day * 1000);
    await runQuietly(simulation, day);
    expect(made.head().currentVersionId).not.toBe(firstVersion);
    expect(credential.revokedMs).toBeUndefined();
    const current = simulation.manager.getSecretValue({ secretId: 'hand/made' }).value;
    expect(JSON.parse(current)).toMatchObject({ user: 'shop', token: simulation.issuers[0]?.credentials[1]?.value });
    await runQuietly(simulation, 1.2 * day);
    expect(credential.revokedMs).toBeDefined();
  });
});
