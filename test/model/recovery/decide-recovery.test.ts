import fc from 'fast-check';
import { decideRecovery } from '../../../lib/model/recovery/decide-recovery';
import type { ListedCredential } from '../../../lib/model/reaping/decide-strays';
import type { InstallationId, KeyId, VersionId } from '../../../lib/model/ids';
import type { KeyHead } from '../../../lib/model/ledger/key-head';
import { labelOf, placeholderVersionId } from '../../../lib/model/label';
import { versionStateSchema } from '../../../lib/model/ledger/version';
import { sampleVersion, versionIdOf } from '../../contract/samples';

const installationId = '0123456789ab' as InstallationId;
const keyId = 'ci/publish' as KeyId;
const head = { keyId } as KeyHead;
const names = ['a', 'b', 'c', 'd'].map((name) => versionIdOf(name));
const labelFor = (versionId: VersionId) => labelOf(installationId, keyId, versionId);

/** What may be true of each of four versions: in the ledger, in the secret, at the issuer. */
const worlds = fc.record({
  all: fc
    .array(
      fc.record({
        state: fc.option(fc.constantFrom(...versionStateSchema.options), { nil: undefined }),
        labels: fc.option(fc.subarray(['AWSPREVIOUS', 'AWSPENDING']), { nil: undefined }),
        listed: fc.boolean(),
      }),
      { minLength: names.length, maxLength: names.length },
    )
    .map((drawn) => drawn.map((one, index) => ({ ...one, versionId: names[index] as VersionId }))),
  holder: fc.integer({ min: 0, max: names.length - 1 }),
});

describe('decideRecovery', () => {
  it('accounts for every version: known, taken in, or of no use; and misses only what is not listed', () => {
    fc.assert(
      fc.property(worlds, ({ all, holder }) => {
        const versions = all.flatMap(({ versionId, state }) =>
          state === undefined
            ? []
            : [{ ...sampleVersion(keyId, versionId, { state }), ref: { label: labelFor(versionId) } }],
        );
        const secret = new Map(
          all.flatMap(({ versionId, labels }, index): [VersionId, string[]][] =>
            index === holder ? [[versionId, ['AWSCURRENT']]] : labels === undefined ? [] : [[versionId, labels]],
          ),
        );
        const listed = all
          .filter((one) => one.listed)
          .map(({ versionId }): [string, ListedCredential] => {
            const label = labelFor(versionId);
            return [label, { ref: { label }, state: 'active' }];
          });
        const listing = { labelled: true, byLabel: new Map(listed), ids: new Set<string>() };
        const plan = decideRecovery({ installationId, head, versions, secret, listing });

        expect(plan.current).toBe(names[holder]);
        const taken = plan.unknown.map(({ versionId }) => versionId);
        const strange = all.filter(({ versionId, state }) => state === undefined && secret.has(versionId));
        const useful = strange.filter(
          ({ versionId, listed: alive }) => alive || (secret.get(versionId) ?? []).length > 0,
        );
        expect(taken).toEqual(useful.map(({ versionId }) => versionId));
        const living = all.filter(({ state }) => state === 'pending' || state === 'current' || state === 'retiring');
        // Nobody believes that everything is gone.
        const missed = listed.length === 0 ? [] : living.filter((one) => !one.listed);
        expect(plan.gone).toEqual(missed.map(({ versionId }) => versionId));
        const nowhere = all.filter(
          ({ versionId, state, listed: alive }) => alive && state === undefined && !secret.has(versionId),
        );
        expect(plan.strays).toEqual(nowhere.map(({ versionId }) => labelFor(versionId)));
      }),
    );
  });

  it('leaves the placeholder of a key that was declared since to its first issue', () => {
    const placeholder = placeholderVersionId(installationId, keyId);
    const secret = new Map([[placeholder, ['AWSCURRENT']]]);
    const listing = { labelled: true, byLabel: new Map(), ids: new Set<string>() };
    expect(decideRecovery({ installationId, head, versions: [], secret, listing })).toEqual({
      unknown: [],
      gone: [],
      strays: [],
    });
  });

  it('misses nothing at an issuer that has no labels, but an id', () => {
    const [known] = names as [VersionId];
    const listing = { labelled: false, byLabel: new Map(), ids: new Set(['id-of-another']) };
    const secret = new Map([[known, ['AWSCURRENT']]]);
    const version = (ref: { id?: string; label: string }) => ({ ...sampleVersion(keyId, known), ref });
    const gone = (ref: { id?: string; label: string }) =>
      decideRecovery({ installationId, head, versions: [version(ref)], secret, listing }).gone;
    expect(gone({ label: 'x' })).toEqual([]);
    expect(gone({ id: 'id', label: 'x' })).toEqual([known]);
  });
});
