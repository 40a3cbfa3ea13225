import type { LocatedVersion } from '../../api/answers/located-answer';
import type { Paint } from './paint';
import { visible } from './visible';

/** What a value is, for whoever has to act on it. */
export function identifiedText(
  versions: readonly LocatedVersion[],
  of: { form?: string | undefined; key?: string | undefined },
  paint: Paint,
): string {
  if (versions.length > 0) return versions.map((version) => versionText(version, paint)).join('\n\n');
  const whose = of.key === undefined ? 'no key of this installation' : of.key;
  const form = of.form === undefined ? '' : ` It has the form of what issuer ${visible(of.form)} makes.`;
  return `Unknown: it is no version of ${whose}.${form}`;
}

function versionText(version: LocatedVersion, paint: Paint): string {
  const { keyId, versionId, state, current, incidentId } = version;
  const alive = state === 'current' || state === 'retiring' || state === 'pending';
  const said = `${state}${current ? ', the current version' : ''}`;
  const word = alive ? paint.warn(said) : paint.good(said);
  const rows: [string, string | undefined][] = [
    ['version', versionId],
    ['state', `${word}${since(version)}`],
    ['owner', [version.owner, ...version.deputies].map(visible).join(', ')],
    ['team', version.team && visible(version.team)],
    ['issuer', version.issuer],
    ['key', version.keyStatus === 'released' ? 'released: Rekey rotates and revokes it no more' : undefined],
    ['incident', incidentId && `${incidentId}: see "rekey incident show"`],
    ['found by', version.by === 'id' ? "the issuer's id for it alone, which says nothing of the value" : undefined],
  ];
  const lines = rows.flatMap(([name, text]) => (text === undefined ? [] : [`  ${name.padEnd(10)}${text}`]));
  return [paint.bold(keyId), ...lines].join('\n');
}

function since({ issuedAt, retireAt, revokedAt, deadAt }: LocatedVersion): string {
  const times = [
    `issued ${issuedAt}`,
    revokedAt && `revoked ${revokedAt}`,
    deadAt && `dead ${deadAt}`,
    revokedAt === undefined && retireAt !== undefined && `to be revoked ${retireAt}`,
  ];
  return `; ${times.filter((text) => typeof text === 'string').join(', ')}`;
}
