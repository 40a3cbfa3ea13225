import fc from 'fast-check';
import {
  decideStrays,
  type LedgerView,
  type ListedCredential,
  mostStrays,
  type Named,
  sparedSeconds,
} from '../../../lib/model/reaping/decide-strays';
import type { InstallationId, KeyId } from '../../../lib/model/ids';
import { type Instant, plusSeconds } from '../../../lib/model/instant';
import { labelOf } from '../../../lib/model/label';
import { type Version, type VersionState, versionStateSchema } from '../../../lib/model/ledger/version';
import { sampleVersion, versionIdOf } from '../../contract/samples';

const installationId = '0123456789ab' as InstallationId;
const keyId = 'ci/publish' as KeyId;
const now = '2026-11-23T12:00:00.000Z' as Instant;
const longAgo = plusSeconds(now, -2 * sparedSeconds);
const labelNamed = (name: string, of = installationId) => labelOf(of, keyId, versionIdOf(name));

const credential = (name: string, change: Partial<ListedCredential> = {}): ListedCredential => ({
  ref: { id: `id-${name}`, label: labelNamed(name) },
  state: 'active',
  createdAt: longAgo,
  ...change,
});
const version = (name: string, state: VersionState, change: Partial<Version> = {}): Version => ({
  ...sampleVersion(keyId, versionIdOf(name), { state }),
  ref: { id: `id-${name}`, label: labelNamed(name) },
  ...change,
});
const named = (change: Partial<Named> = {}): Named => ({
  keyId,
  released: false,
  versions: [],
  intended: false,
  held: false,
  ...change,
});
const view = (names: Record<string, Named>, change: Partial<LedgerView> = {}): LedgerView => ({
  installationId,
  issued: 1,
  named: new Map(Object.entries(names).map(([name, one]) => [labelNamed(name), one])),
  knownIds: new Set(),
  ...change,
});

describe('decideStrays', () => {
  it('finds a credential of ours that no version is', () => {
    const decision = decideStrays([credential('a')], view({ a: named() }), now);
    expect(decision).toMatchObject({ kind: 'strays', strays: [{ keyId, why: 'unknown', ref: { id: 'id-a' } }] });
    expect(decision.strays[0]?.spared).toBeUndefined();
  });

  it('finds one whose revocation was accepted long ago, and that is listed all the same', () => {
    const dead = version('a', 'dead', { revokedAt: longAgo, deadBy: longAgo });
    expect(decideStrays([credential('a')], view({ a: named({ versions: [dead] }) }), now)).toMatchObject({
      strays: [{ why: 'forgotten' }],
    });
  });

  it.each<[string, ListedCredential, Named | undefined]>([
    ['the version in use', credential('a'), named({ versions: [version('a', 'current')] })],
    ['what another installation labelled', labelledByAnother(), undefined],
    ['what carries no label of Rekey', { ...credential('a'), ref: { id: 'x', label: 'by-hand' } }, undefined],
    ['what is intended', credential('a'), named({ intended: true })],
    ['what is younger than an hour', credential('a', { createdAt: plusSeconds(now, 1 - sparedSeconds) }), named()],
    ['what the issuer calls revoked', credential('a', { state: 'revoked' }), named()],
    [
      'what was revoked less than an hour ago',
      credential('a'),
      named({ versions: [version('a', 'revoked', { revokedAt: plusSeconds(now, -60), deadBy: longAgo })] }),
    ],
    [
      'what still has time to die',
      credential('a'),
      named({ versions: [version('a', 'revoked', { revokedAt: longAgo, deadBy: now })] }),
    ],
  ])('does not mention %s', (_, listed, name) => {
    expect(decideStrays([listed], view(name === undefined ? {} : { a: name }), now)).toEqual({
      kind: 'strays',
      strays: [],
    });
  });

  it('does not mention what a version knows by its id, though its label names none', () => {
    const known = view({ a: named() }, { knownIds: new Set(['id-a']) });
    expect(decideStrays([credential('a')], known, now).strays).toEqual([]);
  });

  it.each<[string, ListedCredential, Named | undefined]>([
    ['whose key is unknown', credential('a'), undefined],
    ['whose key was released', credential('a'), named({ released: true })],
    ['which the secret may hold', credential('a'), named({ held: true })],
    ['whose age nobody knows', credential('a', { createdAt: undefined }), named()],
    [
      'whose label is in use by another',
      { ...credential('a'), ref: { id: 'twin', label: labelNamed('a') } },
      named({ versions: [version('a', 'current')] }),
    ],
  ])('reports one %s, and does not have it revoked', (_, listed, name) => {
    const { strays } = decideStrays([listed], view(name === undefined ? {} : { a: name }), now);
    expect(strays).toHaveLength(1);
    expect(strays[0]?.spared).toEqual(expect.any(String));
  });

  it('halts at three', () => {
    const names = ['a', 'b', 'c'];
    const known = view(Object.fromEntries(names.map((name) => [name, named()])));
    const decision = decideStrays(
      names.map((name) => credential(name)),
      known,
      now,
    );
    expect(decision).toMatchObject({ kind: 'halt', because: 'too many' });
  });

  it('halts at an empty list where keys have values, and not where none has', () => {
    expect(decideStrays([], view({}), now)).toMatchObject({ kind: 'halt', because: 'empty list' });
    expect(decideStrays([], view({}, { issued: 0 }), now)).toEqual({ kind: 'strays', strays: [] });
  });

  it('never has anything revoked that is in use, intended, young, held, or of another installation', () => {
    fc.assert(
      fc.property(histories, (credentials) => {
        const listed = credentials.map(({ listed: one }) => one);
        const known = new Map(
          credentials.flatMap(({ name, says }) => (says ? [[labelNamed(name), says] as const] : [])),
        );
        const decision = decideStrays(listed, { installationId, issued: 1, named: known, knownIds: new Set() }, now);
        const revoked = decision.kind === 'halt' ? [] : decision.strays.filter(({ spared }) => spared === undefined);
        expect(revoked.length).toBeLessThanOrEqual(mostStrays);
        for (const { ref, createdAt } of revoked) {
          const says = known.get(ref.label);
          expect(ref.label.startsWith(`rekey-${installationId}-`)).toBe(true);
          expect(says?.released).toBe(false);
          expect(says?.intended || says?.held).toBe(false);
          expect(says?.versions.every(({ state }) => state === 'revoked' || state === 'dead')).toBe(true);
          const isOld = createdAt !== undefined && createdAt <= plusSeconds(now, -sparedSeconds);
          expect(isOld || says?.versions.length === 1).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

function labelledByAnother(): ListedCredential {
  return { ...credential('a'), ref: { id: 'id-a', label: labelNamed('a', 'ba9876543210' as InstallationId) } };
}

const ages = fc.option(
  fc.integer({ min: -3 * sparedSeconds, max: 60 }).map((seconds) => plusSeconds(now, seconds)),
  { nil: undefined },
);

/** Credentials as an issuer may list them, each with what the ledger may say of its name. */
const histories = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom('a', 'b', 'c', 'd'),
      foreign: fc.boolean(),
      createdAt: ages,
      listedState: fc.constantFrom('active' as const, 'disabled' as const, 'expired' as const, 'revoked' as const),
      id: fc.option(fc.constantFrom('own', 'other'), { nil: undefined }),
      known: fc.boolean(),
      states: fc.array(fc.constantFrom(...versionStateSchema.options), { maxLength: 1 }),
      released: fc.boolean(),
      intended: fc.boolean(),
      held: fc.boolean(),
      revokedAt: ages,
      deadBy: ages,
    }),
    { selector: ({ name }) => name, maxLength: 4 },
  )
  .map((drawn) =>
    drawn.map(({ name, foreign, createdAt, listedState, id, known, states, revokedAt, deadBy, ...rest }) => {
      const label = foreign ? labelNamed(name, 'ba9876543210' as InstallationId) : labelNamed(name);
      const ids = id === undefined ? {} : { id: `${id}-${name}` };
      const times = { ...(revokedAt && { revokedAt }), ...(deadBy && { deadBy }) };
      const versions = states.map((state) => version(name, state, { ref: { id: `own-${name}`, label }, ...times }));
      const listed: ListedCredential = { ref: { ...ids, label }, state: listedState, createdAt };
      return { name, listed, says: known ? named({ ...rest, versions }) : undefined };
    }),
  );
