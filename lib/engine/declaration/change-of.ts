import canonicalize from 'canonicalize';
import type { Incident } from '../../model/leaks/incident';
import type { Instant } from '../../model/instant';
import { agedFrom } from '../../model/schedule/aged-from';
import { isTakenIn } from '../../model/adoption/is-taken-in';
import type { Manifest } from '../../model/manifest/manifest';
import type { KeyHead } from '../../model/ledger/key-head';
import { modeOf } from '../../model/manifest/mode-of';
import { nextSchedule, type ScheduleLimits } from '../../model/schedule/next-schedule';
import { observedFrom } from '../../model/adoption/observation';
import { policyFor } from '../../model/manifest/policy-for';
import { expiresAt } from '../../model/schedule/schedule';
import type { Version } from '../../model/ledger/version';
import type { Change } from '../amend';
import { expiryDue } from '../due-times';
import { declared } from './declared';
import { heldBack } from './held-back';
import type { Declaration } from './plan-key';

/** A registered key, as it is when its change is written. */
export interface Registered {
  head: KeyHead;
  versions: readonly Version[];
  incidents: readonly Incident[];
}

/** What else the change rests on. */
export interface Circumstances {
  /** Absent when the issuer is not deployed. */
  limits: ScheduleLimits | undefined;
  /** The key needs another value at once. */
  mints: boolean;
  /** Digest of the declared grant. */
  grant: string | undefined;
  now: Instant;
}

/** What a new declaration changes of a registered key. */
export function changeOf(
  key: Registered,
  { manifest, actor, registrar }: Declaration,
  { limits, mints: asked, grant, now }: Circumstances,
): Change {
  const { head, versions } = key;
  const observes = modeOf(manifest) === 'observe';
  const mints = asked || (head.valueOwed === true && !observes);
  const current = versions.find(({ versionId }) => versionId === head.currentVersionId);
  const { evidence, head: fields } = declared(manifest, registrar);
  const entry = { type: 'key-changed' as const, actor, evidence };
  const changed = isAnotherGrant(head.manifest, manifest) ? { grantChangedAt: now } : {};
  const base = { registrar: undefined, ...fields, ...changed, status: 'active' as const };
  const taken = heldBack(key, manifest, now);
  if (current === undefined || current.placeholder || limits === undefined) {
    return { entry, head: { ...base, ...triedAtOnce(head, manifest, now) }, ...taken };
  }
  const { rotateAt, agesFrom } = nextSchedule(head, current, manifest, limits, now);
  const left: Version = agesFrom === undefined ? current : { ...current, agesFrom };
  const policy = policyFor(left, manifest, limits);
  // The end of a credential of others' making is its issuer's to know.
  const end = isTakenIn(left) ? {} : { expiresAt: expiresAt(agedFrom(left), policy) };
  const aged: Version = { ...left, ...end, overdueTold: false };
  // What was revoked without a successor is replaced at once, whatever the schedule says.
  const atOnce = mints || current.state !== 'current';
  return {
    entry,
    head: {
      ...base,
      ...(mints ? triedAtOnce(head, manifest, now) : {}),
      rotateAt: atOnce ? now : rotateAt,
      ...(mints ? { valueOwed: true } : {}),
      ...(head.adopted?.grant && {
        adopted: { ...head.adopted, grant: { ...head.adopted.grant, differs: head.adopted.grant.digest !== grant } },
      }),
      observed: observes ? (head.observed ?? observedFrom(now)) : undefined,
    },
    versions: [
      ...(current.state === 'current' ? [{ ...aged, due: observes ? undefined : expiryDue(aged, policy) }] : []),
      ...taken.versions,
    ],
    incidents: taken.incidents,
  };
}

/** What failed as it was declared before is tried at once as it is declared now, whatever its next try was. */
function triedAtOnce(
  { manifest: before, rotation, setback }: Pick<KeyHead, 'manifest' | 'rotation' | 'setback'>,
  manifest: Manifest,
  now: Instant,
): Change['head'] {
  return {
    ...(rotation && {
      rotation: {
        ...rotation,
        nextTryAt: undefined,
        ...(isAnotherGrant(before, manifest) ? { grantChanged: true } : {}),
      },
    }),
    ...(setback && { setback: { ...setback, nextTryAt: now } }),
  };
}

function isAnotherGrant(before: Manifest, after: Manifest): boolean {
  return canonicalize(before.grant.map(({ allow }) => allow)) !== canonicalize(after.grant.map(({ allow }) => allow));
}
