import canonicalize from 'canonicalize';
import type { FoundCredential, Mark } from '../../model/discovery/discovered';
import type { KeyId } from '../../model/ids';
import type { FoundKey, Grant, IssuerProfile } from '../../ports';

/** Most bytes of a grant that is kept. */
const largestGrant = 20_000;

/** Control and direction characters: what cannot be shown cannot be declared, either. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** A found credential as it is kept: its grant as a keys file would declare it, and what stands in the way of adopting it. */
export function declared(
  issuer: IssuerProfile,
  found: FoundKey,
  as: { mark: Mark; keyId?: KeyId; inspected?: boolean },
): FoundCredential {
  const { ref, state, createdAt, expiresAt, lastUsedAt, createdBy, grant } = found;
  const known = grant !== undefined;
  const { allow, problems } = known ? allowOf(issuer, grant) : { allow: undefined, problems: [] };
  return {
    kind: 'credential',
    ref: { ...ref, label: ref.label.slice(0, 512) },
    state,
    createdAt,
    expiresAt,
    lastUsedAt,
    createdBy: createdBy?.slice(0, 256),
    mark: as.mark,
    keyId: as.keyId,
    allow,
    problems: [...refProblems(found), ...problems].slice(0, 10).map((problem) => problem.slice(0, 600)),
    inspected: as.inspected ?? known,
  };
}

/** The canonical grant, if declaring it in these very words comes to the same grant. */
function allowOf(issuer: IssuerProfile, grant: Grant): Pick<FoundCredential, 'allow' | 'problems'> {
  if (Buffer.byteLength(JSON.stringify(grant)) > largestGrant) {
    return { problems: ['its grant is too large to be kept here'] };
  }
  const again = issuer.normalizeGrant([grant]);
  if (again.problems.length > 0) {
    return { problems: again.problems.map((problem) => `its grant cannot be declared: ${problem}`) };
  }
  if (canonicalize(again.grant) !== canonicalize(grant)) {
    return { problems: ['its grant cannot be declared so that it stays the same'] };
  }
  return { allow: grant as NonNullable<FoundCredential['allow']>, problems: [] };
}

function refProblems({ ref: { id, label }, state }: FoundKey): string[] {
  const name = id ?? label;
  return [
    ...(state === 'active' ? [] : [`it is ${state}`]),
    ...(name === '' ? ['it has no name'] : []),
    ...(unprintable.test(name) ? ['its name has characters that cannot be shown'] : []),
    ...(name.length > 512 ? ['its name is too long'] : []),
  ];
}
