import { randomBytes } from 'node:crypto';
import { instantOf } from '../../lib/model/instant';
import type { KeyRef } from '../../lib/model/ledger/version';
import type { Material } from '../../lib/model/secret-format';
import type { Issuer } from '../../lib/ports/issuer';
import { realClock } from './real-clock';

/** An issuer under test: grants it takes, and how often its state is worth a look. */
export interface Subject {
  issuer: Issuer;
  /** As a manifest's `allow` entries would have them. */
  allow: readonly Record<string, unknown>[];
  /** Other words for the same grant. */
  sameAllow: readonly Record<string, unknown>[];
  pollMs: number;
}

/** What every issuer has to keep, whatever it is built on. `timeoutMs` covers its slowest death. */
export function itConforms(subjectOf: () => Subject, timeoutMs: number): void {
  const freshLabel = (): string => `rekey-${randomBytes(6).toString('hex')}-conforms-${randomBytes(4).toString('hex')}`;
  const mint = (label: string) => {
    const { issuer, allow } = subjectOf();
    const expiresAt = instantOf(Date.now() + 3_600_000);
    return issuer.mint({ label, grant: issuer.normalizeGrant(allow).grant, expiresAt });
  };

  it('gives equal grants one canonical form', () => {
    const { issuer, allow, sameAllow } = subjectOf();
    const { grant, problems } = issuer.normalizeGrant(allow);
    expect(problems).toEqual([]);
    expect(JSON.stringify(issuer.normalizeGrant(sameAllow).grant)).toBe(JSON.stringify(grant));
    expect(issuer.normalizeGrant([grant]).grant).toEqual(grant);
  });

  it('refuses an empty grant', () => {
    expect(subjectOf().issuer.normalizeGrant([]).problems).not.toEqual([]);
  });

  it('accepts its admin credential', async () => {
    await expect(subjectOf().issuer.checkAdmin()).resolves.toBeUndefined();
  });

  it('mints what it then accepts, with exactly the grant asked for', async () => {
    const { issuer, allow } = subjectOf();
    const label = freshLabel();
    const { ref, material } = await mint(label);
    expect(ref.label).toBe(label);
    expect(Object.keys(material)).toEqual([...issuer.capabilities.fields]);
    expect((await issuer.verify(material)).kind).toBe('alive');
    const inspected = await issuer.inspect(ref);
    expect(inspected?.state).toBe('active');
    expect(inspected?.grant).toEqual(issuer.normalizeGrant(allow).grant);
    await issuer.revoke(ref);
  });

  it('mints values that its patterns recognise, whole, inside other text', async () => {
    const { issuer } = subjectOf();
    const { ref, material } = await mint(freshLabel());
    const value = secretPart(issuer, material);
    const hits = issuer.patterns.flatMap(({ regex }) => `token = "${value}", next`.match(new RegExp(regex)) ?? []);
    expect(hits.includes(value)).toBe(true); // not toContain: a failure would print the value
    await issuer.revoke(ref);
  });

  it('never names a credential by its value', async () => {
    const { issuer } = subjectOf();
    const { ref, material, grant } = await mint(freshLabel());
    const shown = JSON.stringify([ref, grant, await issuer.find({ label: ref.label }), await issuer.inspect(ref)]);
    expect(shown.includes(secretPart(issuer, material))).toBe(false);
    await issuer.revoke(ref);
  });

  it('finds by label, or else by principal, what carries it, and nothing else', async () => {
    const { issuer } = subjectOf();
    if (issuer.capabilities.label === 'none') return findsByPrincipal(subjectOf(), () => mint(freshLabel()));
    if (issuer.capabilities.maxActive === 1) return findsTheOne(subjectOf(), freshLabel(), mint);
    const label = freshLabel();
    const { ref } = await mint(label);
    const longer = await mint(`${label}-longer`);
    expect((await issuer.find({ label })).map((found) => found.ref)).toEqual([ref]);
    const all = (await issuer.find({})).map((found) => found.ref.label);
    expect(all).toEqual(expect.arrayContaining([label, `${label}-longer`]));
    await issuer.revoke(ref);
    expect(await issuer.find({ label })).toEqual([]);
    expect(await issuer.inspect(ref)).toBeUndefined();
    expect(await issuer.inspect(longer.ref)).toBeDefined();
    await issuer.revoke(longer.ref);
  });

  it('recognises a value as the credential it is, and no value that it never made', async () => {
    const { issuer } = subjectOf();
    const { ref, material } = await mint(freshLabel());
    const found = await issuer.recognise?.(material);
    expect(found?.ref.id).toBe(ref.id);
    await issuer.revoke(ref);
    expect(await issuer.recognise?.(material)).toBeUndefined();
  });

  it('ends the one credential that a value names, whatever else carries its label', async () => {
    const { issuer } = subjectOf();
    if (issuer.capabilities.label === 'unique' || issuer.capabilities.maxActive === 1) return;
    const label = freshLabel();
    const [one, other] = [await mint(label), await mint(label)];
    await issuer.revoke(one.ref, one.material);
    expect(await issuer.recognise?.(one.material)).toBeUndefined();
    expect((await issuer.recognise?.(other.material))?.state).toBe('active');
    await issuer.revoke(other.ref, other.material);
  });

  it('takes a repeated revocation, and one of a key it never had, for done', async () => {
    const { issuer } = subjectOf();
    const { ref } = await mint(freshLabel());
    await issuer.revoke(ref);
    await expect(issuer.revoke(ref)).resolves.toBeUndefined();
    await expect(issuer.revoke({ ...ref, label: freshLabel() })).resolves.toBeUndefined();
  });

  it(
    'refuses a revoked value within the time it states, and goes on to accept its successor',
    async () => {
      const { issuer, pollMs } = subjectOf();
      const old = await mint(freshLabel());
      expect((await issuer.verify(old.material)).kind).toBe('alive');
      const successor = await succeed(issuer, old.ref, () => mint(freshLabel()));
      if (issuer.roll === undefined) await issuer.revoke(old.ref);
      const deadline = Date.now() + issuer.capabilities.revocationSeconds * 1000;
      let seen = await issuer.verify(old.material);
      while (seen.kind === 'alive' && Date.now() < deadline) {
        await realClock.sleep(pollMs);
        seen = await issuer.verify(old.material);
      }
      expect(seen.kind).toBe('dead');
      expect((await issuer.verify(successor.material)).kind).toBe('alive');
      await issuer.revoke(successor.ref);
    },
    timeoutMs,
  );
}

/** What follows a value: at an issuer that rolls, the one that takes its place and so ends it. */
function succeed(issuer: Issuer, old: KeyRef, mint: () => ReturnType<Issuer['mint']>) {
  return issuer.roll?.(old, { graceSeconds: 0, expiresAt: instantOf(Date.now() + 3_600_000) }) ?? mint();
}

/** Where there is one credential only, it is found by its label, and by none that begins or goes on otherwise. */
async function findsTheOne(
  { issuer }: Subject,
  label: string,
  mint: (label: string) => ReturnType<Issuer['mint']>,
): Promise<void> {
  const { ref } = await mint(label);
  expect((await issuer.find({ label })).map((found) => found.ref)).toEqual([ref]);
  expect(await issuer.find({ label: label.slice(0, -1) })).toEqual([]);
  expect((await issuer.find({})).map((found) => found.ref)).toEqual([ref]);
  await issuer.revoke(ref);
  expect(await issuer.find({ label })).toEqual([]);
  expect(await issuer.inspect(ref)).toBeUndefined();
}

/** Where credentials carry no label, they are told apart by id, under their principal. */
async function findsByPrincipal({ issuer, allow }: Subject, mint: () => ReturnType<Issuer['mint']>): Promise<void> {
  const principal = issuer.principalOf?.(issuer.normalizeGrant(allow).grant) ?? '';
  const idsOf = async (by: Parameters<Issuer['find']>[0]) => (await issuer.find(by)).map(({ ref }) => ref.id);
  const before = await idsOf({ principal });
  const { ref, material } = await mint();
  expect(issuer.refOf?.(material, { label: ref.label, principal })).toEqual(ref);
  expect(await idsOf({ principal })).toEqual([...before, ref.id]);
  expect(await idsOf({})).toEqual(expect.arrayContaining([ref.id]));
  expect(await idsOf({ principal: `${principal}-other` })).not.toContain(ref.id);
  await issuer.revoke(ref);
  expect(await idsOf({ principal })).toEqual(before);
  expect(await issuer.inspect(ref)).toBeUndefined();
}

function secretPart(issuer: Issuer, material: Material): string {
  return material[issuer.capabilities.fields[0]]?.reveal() ?? '';
}
