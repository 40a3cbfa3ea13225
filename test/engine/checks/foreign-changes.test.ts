import type { VersionId } from '../../../lib/model/ids';
import { leakOf } from '../../simulation/operations/leak-of';
import { apply } from '../../simulation/operations/operations';
import { startMatch } from '../../simulation/surroundings/functions';
import { WatchedKey } from './watched-key';

let one: WatchedKey;
beforeEach(async () => {
  one = await WatchedKey.issued();
});

describe('AWSCURRENT moved by hand', () => {
  it('back to a version that lives: the ledger follows, the newer one retires, and the next rotation is a day off or more', async () => {
    const old = one.holder;
    await one.rotate('manual:1');
    const newer = one.holder;
    one.move(old);
    await one.look();
    expect(one.head).toMatchObject({ currentVersionId: old, rollBacks: 1 });
    expect(one.version(old)?.state).toBe('current');
    expect(one.version(newer)).toMatchObject({ state: 'retiring' });
    expect(one.told).toContain('Key Rolled Back:');
    await one.run(1400);
    expect(one.version(newer)?.state).toMatch(/revoked|dead/);
    expect(one.simulation.watch.broken).toBeUndefined();
    await one.rotate('manual:2');
    expect(one.holder).not.toBe(old);
    expect(one.head.currentVersionId).toBe(one.holder);
  });

  it('while a rotation is to bring another grant: what was followed is replaced at once, with that grant', async () => {
    const old = one.holder;
    await one.rotate('manual:1');
    one.move(old);
    const grant = [{ allow: { level: 2 }, because: 'writes' }];
    one.key.manifests.push({ ...(one.key.manifests[0] as (typeof one.key.manifests)[number]), grant });
    apply(one.simulation, one.key);
    await one.run(300);
    expect(one.entries.map(({ type }) => type)).toContain('version-rolled-back');
    expect(one.credential(one.holder).grant).toEqual({ allow: [{ level: 2 }] });
    expect(one.head.currentVersionId).toBe(one.holder);
  });

  it('back, with no event to tell: the retirement finds it, and ends nothing', async () => {
    const old = one.holder;
    await one.rotate('manual:1');
    one.move(old);
    await one.run(1700);
    expect(one.credential(old)?.revokedMs).toBeUndefined();
    expect(one.head.currentVersionId).toBe(old);
  });

  it('to a dead version: told as a gap, and moved back to what is accepted', async () => {
    const old = one.holder;
    await one.rotate('manual:1');
    const newer = one.holder;
    await one.run(1800);
    expect(one.version(old)?.state).toBe('dead');
    one.move(old);
    await one.look();
    expect(one.holder).toBe(newer);
    expect(one.told.filter((line) => line.startsWith('Foreign'))).toEqual([
      'Foreign Change Found: dead value',
      'Foreign Change Over: dead value',
    ]);
    expect(one.head).toMatchObject({ currentVersionId: newer });
    expect(one.head.findings).toBeUndefined();
    expect(one.told).not.toContain('Key Not Ready:');
  });

  it('to a dead version while the current one is dead as well: a fresh value takes its place', async () => {
    const old = one.holder;
    await one.rotate('manual:1');
    const newer = one.holder;
    await one.run(1800);
    one.end(newer);
    one.move(old);
    await one.look(120);
    expect([old, newer]).not.toContain(one.holder);
    expect(one.version(one.holder)).toMatchObject({ cause: 'recovered', state: 'current' });
  });
});

describe('a value put by hand', () => {
  it('that the issuer knows is taken over, and the version before retires with its overlap', async () => {
    const before = one.holder;
    const put = one.put(one.issuer.mintByHand({ allow: [{ level: 1 }] }).value);
    await one.look();
    expect(one.head.currentVersionId).toBe(put);
    expect(one.version(put)).toMatchObject({ state: 'current', cause: 'adopted', parent: before });
    expect(one.version(before)).toMatchObject({ state: 'retiring', retireAt: expect.any(String) });
    expect(one.told).toContain('Credential Taken Over:');
    expect(one.simulation.ledger.table.fingerprints.size).toBeGreaterThan(3);
  });

  it('that is the current credential once more, with another field changed, stays the current version and is not retired', async () => {
    const before = one.holder;
    const copy = one.put(one.value(before));
    await one.look();
    expect(one.head).toMatchObject({ currentVersionId: before, copyVersionId: copy });
    expect(one.told).toContain('Foreign Change Found: stored again');
    await one.rotate('manual:1');
    expect(one.head.currentVersionId).toBe(one.holder);
    expect(one.head.copyVersionId).toBeUndefined();
    expect([before, copy]).not.toContain(one.holder);
  });

  it('that is a retiring credential once more ends nothing: it is current again', async () => {
    const old = one.holder;
    await one.rotate('manual:1');
    const copy = one.put(one.value(old));
    await one.run(1700);
    expect(one.credential(old)?.revokedMs).toBeUndefined();
    expect(one.head).toMatchObject({ currentVersionId: old, copyVersionId: copy });
  });

  it('that is refused is a gap: told, and the label goes back', async () => {
    const before = one.holder;
    one.put('cnry-ffffffffffffffffffffffff');
    await one.look();
    expect(one.holder).toBe(before);
    expect(one.told).toContain('Foreign Change Found: dead value');
  });

  it('that the issuer cannot name is held for a person, and found if it leaks', async () => {
    const before = one.holder;
    const credential = one.issuer.mintByHand({ allow: [] });
    const port = one.issuer.portFor.bind(one.issuer);
    one.issuer.portFor = (process) => ({ ...port(process), recognise: async () => undefined });
    const put = one.put(credential.value);
    await one.look();
    await one.look();
    expect(one.holder).toBe(put);
    expect(one.head.currentVersionId).toBe(before);
    expect(one.version(put)).toMatchObject({ state: 'pending', cause: 'adopted' });
    expect(one.version(put)?.ref).toBeUndefined();
    expect(one.told.filter((line) => line.startsWith('Foreign'))).toEqual(['Foreign Change Found: unknown credential']);
    expect(one.told).toContain('Key Not Ready:');
    one.move(before);
    await one.run(7200);
    expect(one.told).toContain('Foreign Change Over: unknown credential');
    expect(one.told).toContain('Key Ready:');
    expect(credential.revokedMs).toBeUndefined();
  });

  it('that was held, and reported meanwhile, keeps its incident when it is taken over, which ends with it', async () => {
    const port = one.issuer.portFor.bind(one.issuer);
    one.issuer.portFor = (process) => ({ ...port(process), recognise: async () => undefined });
    const put = one.put(one.issuer.mintByHand({ allow: [{ level: 1 }] }).value) as VersionId;
    await one.look();
    startMatch(one.simulation, await leakOf(one.simulation, one.key, put, 'public'));
    await one.run(30);
    const { incidentId } = one.version(put) ?? {};
    expect(incidentId).toBeDefined();

    one.issuer.portFor = port;
    await one.look(300);

    expect(one.entries.map(({ type }) => type)).toContain('credential-taken-over');
    expect(one.version(put)).toMatchObject({ state: 'dead', incidentId });
    const incident = one.simulation.ledger.table.row('incident', one.key.keyId, incidentId ?? '');
    expect(incident?.body).toMatchObject({ state: 'closed' });
    expect(incident?.body).not.toHaveProperty('due');
  });

  it('while an observed key has it, retires nothing', async () => {
    one.key.manifests = one.key.manifests.map((manifest) => ({ ...manifest, mode: 'observe' }));
    apply(one.simulation, one.key);
    await one.run(60);
    const before = one.holder;
    one.put(one.issuer.mintByHand({ allow: [] }).value);
    await one.look(7200);
    expect(one.credential(before)?.revokedMs).toBeUndefined();
  });
});

describe('a secret that is scheduled for deletion', () => {
  it('is told; nothing is minted until it is restored; then the key goes on', async () => {
    const minted = one.issuer.credentials.length;
    one.simulation.manager.deleteSecret(one.secret.name);
    await one.look();
    await one.rotate('manual:1');
    expect(one.issuer.credentials).toHaveLength(minted);
    expect(one.told).toContain('Foreign Change Found: deletion scheduled');
    one.secret.deleted = false;
    await one.look();
    expect(one.told).toContain('Foreign Change Over: deletion scheduled');
    await one.rotate('manual:2');
    expect(one.issuer.credentials).toHaveLength(minted + 1);
  });

  it('lets nothing live beyond its hard end', async () => {
    const current = one.holder;
    const credential = one.credential(current);
    one.simulation.manager.deleteSecret(one.secret.name);
    await one.look();
    await one.run(36_000);
    expect(credential?.revokedMs).toBeDefined();
  });
});

describe('the current credential', () => {
  it('deleted at the issuer is told as a gap, and replaced at once', async () => {
    const before = one.holder;
    one.end(before);
    await one.look(120);
    expect(one.told).toContain('Foreign Change Found: credential ended');
    expect(one.told).toContain('Foreign Change Over: credential ended');
    expect(one.version(one.holder)).toMatchObject({ cause: 'recovered', state: 'current', parent: before });
    expect(one.credential(one.holder)?.revokedMs).toBeUndefined();
  });

  it('is not taken for dead while the issuer refuses everybody', async () => {
    one.issuer.outage = { untilMs: one.simulation.scheduler.nowMs + 3600_000, kind: 'refuses all' };
    await one.look();
    expect(one.told.filter((line) => line.startsWith('Foreign'))).toEqual([]);
    expect(one.health.hindrances).toMatchObject([{ what: 'admin' }]);
    expect(one.told).toContain('Key Not Ready:');
    await one.run(86_400);
    expect(one.told).toContain('Key Ready:');
  });

  it('with another grant than declared is told once, until that changes', async () => {
    const credential = one.credential(one.holder);
    const declared = credential.grant;
    credential.grant = { allow: [{ level: 9 }] };
    one.touched();
    await one.look();
    await one.look();
    expect(one.told.filter((line) => line === 'Foreign Change Found: other grant')).toHaveLength(1);
    credential.grant = declared;
    await one.look();
    expect(one.told).toContain('Foreign Change Over: other grant');
  });
});

describe('a value that somebody stored once more', () => {
  it('and then read from its own version again: the next rotation finds the label where it is', async () => {
    const own = one.holder;
    const copy = one.put(one.value(own));
    await one.look();
    expect(one.head.copyVersionId).toBe(copy);
    one.move(own);
    await one.look();
    expect(one.head.copyVersionId).toBeUndefined();
    expect(one.told).toContain('Foreign Change Over: stored again');
    await one.rotate('manual:1');
    expect(one.holder).not.toBe(own);
    expect(one.head.currentVersionId).toBe(one.holder);
  });
});

describe('a replaced version', () => {
  it('that somebody ended at the issuer is proven dead before its time', async () => {
    const old = one.holder;
    await one.rotate('manual:1');
    one.end(old);
    await one.look(60);
    expect(one.version(old)?.state).toBe('dead');
    expect(one.entries.find(({ type }) => type === 'version-revoked')?.evidence['reason']).toBe('gone');
  });

  it('that was taken in without a name is ended as well, once its value is refused and its issuer knows none of it', async () => {
    const old = one.holder;
    await one.rotate('manual:1');
    one.forgetName(old);
    one.end(old);
    await one.look(60);
    expect(one.version(old)?.state).toBe('dead');
  });

  it('whose value somebody removed from the secret is told', async () => {
    const old = one.holder;
    await one.rotate('manual:1');
    one.secret.versions.delete(old);
    one.touched();
    await one.look();
    expect(one.told).toContain('Foreign Change Found: value gone');
  });
});
