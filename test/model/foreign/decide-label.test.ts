import fc from 'fast-check';
import { decideLabel } from '../../../lib/model/foreign/decide-label';
import type { KeyId, VersionId } from '../../../lib/model/ids';
import type { KeyHead } from '../../../lib/model/ledger/key-head';
import { mayEnd } from '../../../lib/model/schedule/may-end';
import type { SeenKey } from '../../../lib/model/foreign/seen-key';
import type { Version } from '../../../lib/model/ledger/version';
import {
  noon,
  registration,
  sampleIncidentId,
  sampleRotation,
  sampleVersion,
  versionIdOf,
} from '../../contract/samples';

const keyId = 'ci/publish' as KeyId;
const [current, older, dead, pending, stranger] = ['current', 'older', 'dead', 'pending', 'stranger'].map(
  versionIdOf,
) as [VersionId, VersionId, VersionId, VersionId, VersionId];
const head: KeyHead = { ...registration(keyId).head, currentVersionId: current, secretArn: 'arn' };
const ref = { id: 'k', label: 'l' };
const versions: Version[] = [
  sampleVersion(keyId, current, { ref }),
  sampleVersion(keyId, older, { state: 'retiring', ref, retireAt: noon }),
  sampleVersion(keyId, dead, { state: 'dead', ref }),
  sampleVersion(keyId, pending, { state: 'pending', ref, parent: versionIdOf('another') }),
];

type Seen = Pick<SeenKey, 'secret' | 'holder' | 'believed'>;
const there = (
  versionId: string,
  value: NonNullable<SeenKey['holder']>['value'],
  more: Partial<Seen> & Partial<NonNullable<SeenKey['holder']>> = {},
): Seen => {
  const { believed, ...holder } = more;
  return { secret: 'there', holder: { versionId, value, ...holder }, ...(believed && { believed }) } as Seen;
};
const wrong = (what: string, remedy: string, about: string) => ({ kind: 'wrong', what, remedy, about });

describe('decideLabel', () => {
  const asItShould = { kind: 'as it should be' };
  const table: [string, Seen, object, Partial<KeyHead>?][] = [
    ['the current version, accepted', there(current, 'alive'), asItShould],
    ['the current version, not asked in vain', there(current, 'unclear'), { kind: 'unclear' }],
    ['the current version, refused', there(current, 'dead'), wrong('credential ended', 'replace', current)],
    ['the current version, without a credential', there(current, 'none'), wrong('no credential', 'leave', current)],
    [
      'the current version, refused, of an observed key',
      there(current, 'dead'),
      wrong('credential ended', 'leave', current),
      { manifest: { ...head.manifest, mode: 'observe' } },
    ],
    ['the copy that is known', there(stranger, 'alive'), asItShould, { copyVersionId: stranger }],
    [
      'a copy of the current one',
      there(stranger, 'alive', { sameAs: { keyId, versionId: current } }),
      { kind: 'follow', to: versions[0], copy: stranger },
    ],
    ['a replaced one that lives', there(older, 'alive'), { kind: 'follow', to: versions[1] }],
    [
      'a copy of a replaced one',
      there(stranger, 'alive', { sameAs: { keyId, versionId: older } }),
      { kind: 'follow', to: versions[1], copy: stranger },
    ],
    ['one that was given up, and lives', there(pending, 'alive'), { kind: 'follow', to: versions[3] }],
    [
      'a dead one, the current alive',
      there(dead, 'dead', { believed: 'alive' }),
      wrong('dead value', 'move back', dead),
    ],
    ['a dead one, the current dead', there(dead, 'dead', { believed: 'dead' }), wrong('dead value', 'replace', dead)],
    [
      'a dead one, the current unclear',
      there(dead, 'dead', { believed: 'unclear' }),
      wrong('dead value', 'leave', dead),
    ],
    ['a dead one that is accepted', there(dead, 'alive', { believed: 'alive' }), wrong('dead value', 'leave', dead)],
    ['a dead one, unclear', there(dead, 'unclear', { believed: 'alive' }), { kind: 'unclear' }],
    [
      'a stranger that the issuer names',
      there(stranger, 'alive', { recognised: true }),
      { kind: 'take over', versionId: stranger },
    ],
    ['a stranger that nobody names', there(stranger, 'alive'), wrong('unknown credential', 'leave', stranger)],
    ['a stranger, unclear', there(stranger, 'unclear'), { kind: 'unclear' }],
    ['a stranger, refused', there(stranger, 'dead', { believed: 'alive' }), wrong('dead value', 'move back', stranger)],
    ['no credential', there(stranger, 'none', { believed: 'alive' }), wrong('no credential', 'leave', stranger)],
    [
      "another key's credential",
      there(stranger, 'alive', { sameAs: { keyId: 'shop/x' as KeyId, versionId: older }, recognised: true }),
      wrong("another key's credential", 'leave', stranger),
    ],
    ['nobody, the current alive', { secret: 'there', believed: 'alive' }, wrong('nothing current', 'move back', '')],
    ['nobody, the current dead', { secret: 'there', believed: 'dead' }, wrong('nothing current', 'replace', '')],
    ['a secret to be deleted', { secret: 'deletion scheduled' }, wrong('deletion scheduled', 'leave', '')],
    ['a secret that is gone', { secret: 'secret deleted' }, wrong('secret deleted', 'leave', '')],
    [
      'what a rotation of ours has moved and not recorded',
      there(sampleRotation(current).versionId, 'alive'),
      asItShould,
      { rotation: sampleRotation(current) },
    ],
    [
      'an earlier attempt of the rotation in flight',
      there(pending, 'alive'),
      asItShould,
      { rotation: { ...sampleRotation(current), parent: versionIdOf('another') } },
    ],
    [
      'what a roll-back of ours has moved and not recorded',
      there(older, 'alive'),
      asItShould,
      {
        rollBack: {
          commandId: 'c' as never,
          actor: 'a' as never,
          reason: 'r',
          from: current,
          to: older,
          begunAt: noon,
          until: noon,
          nextTryAt: noon,
        },
      },
    ],
  ];

  test.each(table)('AWSCURRENT at %s', (_, seen, expected, change = {}) => {
    expect(decideLabel({ ...head, ...change }, versions, seen)).toEqual(expected);
  });

  test('a version that was reported as leaked is not moved back to', () => {
    const leaked = versions.map((one) =>
      one.versionId === current ? { ...one, incidentId: sampleIncidentId(keyId, current) } : one,
    );
    expect(decideLabel(head, leaked, there(dead, 'dead', { believed: 'alive' }))).toEqual(
      wrong('dead value', 'replace', dead),
    );
  });

  const anyVersion = fc.constantFrom(current, older, dead, pending, stranger);
  const answered = fc.constantFrom('alive', 'dead', 'unclear', 'none') as fc.Arbitrary<'alive'>;
  const anySeen: fc.Arbitrary<Seen> = fc.record(
    {
      secret: fc.constantFrom('there', 'there', 'there', 'deletion scheduled', 'secret deleted'),
      holder: fc.record(
        {
          versionId: anyVersion,
          value: answered,
          recognised: fc.boolean(),
          sameAs: fc.record({ keyId: fc.constantFrom(keyId, 'shop/x' as KeyId), versionId: anyVersion }),
        },
        { requiredKeys: ['versionId', 'value'] },
      ),
      believed: fc.constantFrom('alive', 'dead', 'unclear'),
    },
    { requiredKeys: ['secret'] },
  );

  test('moves the label from nothing but what is refused or nobody, to nothing but what is accepted', () => {
    fc.assert(
      fc.property(anySeen, (seen) => {
        const decided = decideLabel(head, versions, seen);
        const moves = decided.kind === 'wrong' && decided.remedy === 'move back';
        const mayMove = (seen.holder === undefined || seen.holder.value === 'dead') && seen.believed === 'alive';
        expect(!moves || mayMove).toBe(true);
      }),
    );
  });

  test('has the ledger follow only what is accepted', () => {
    fc.assert(
      fc.property(anySeen, (seen) => {
        const { kind } = decideLabel(head, versions, seen);
        expect((kind !== 'follow' && kind !== 'take over') || seen.holder?.value === 'alive').toBe(true);
      }),
    );
  });
});

describe('mayEnd', () => {
  const findings: KeyHead['findings'] = [
    { what: 'unknown credential', about: stranger, since: noon },
    { what: 'deletion scheduled', about: '', since: noon },
  ];
  const long = '2030-01-01T00:00:00.000Z' as typeof noon;

  test('what holds AWSCURRENT never ends, whatever the ledger has and however late it is', () => {
    fc.assert(
      fc.property(
        fc.record(
          {
            currentVersionId: fc.constantFrom(current, older, stranger),
            copyVersionId: fc.constantFrom(older, stranger),
            rotation: fc.constantFrom(sampleRotation(current), { ...sampleRotation(older), versionId: older }),
            findings: fc.constantFrom(findings, [{ what: 'dead value' as const, about: older, since: noon }]),
          },
          { requiredKeys: [] },
        ),
        fc.constantFrom(noon, long),
        (change, now) => {
          const key = { ...head, ...change } as KeyHead;
          expect(mayEnd(key, sampleVersion(keyId, older), older, now)).toBe(false);
        },
      ),
    );
  });

  test.each([
    ['the current version', current, noon, true],
    ['nobody', undefined, noon, false],
    ['a stranger', stranger, noon, false],
    ['a stranger who was looked at, at its hard end', stranger, long, true],
    ['another stranger, at its hard end', dead, long, false],
    ['nobody, the secret being deleted, at its hard end', undefined, long, true],
  ])('with AWSCURRENT at %s', (_, holder, now, expected) => {
    expect(mayEnd({ ...head, findings }, sampleVersion(keyId, older), holder, now)).toBe(expected);
  });

  test('a stranger may be the very credential stored once more: before the hard end nothing ends', () => {
    const alerts = { ...head, findings, manifest: { ...head.manifest, expiry: 'alert' as const } };
    expect(mayEnd(alerts, sampleVersion(keyId, older), stranger, long)).toBe(false);
  });
});
