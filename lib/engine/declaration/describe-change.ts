import canonicalize from 'canonicalize';
import { formatDuration } from '../../model/duration';
import type { FieldChange, KeyPlan } from '../../model/manifest/key-plan';
import type { KeyHead } from '../../model/ledger/key-head';
import type { Manifest } from '../../model/manifest/manifest';
import { byFile, type Registrar } from '../../model/registration/registrar';
import { modeOf } from '../../model/manifest/mode-of';
import type { Version } from '../../model/ledger/version';
import type { IssuerProfile } from '../../ports';

/** Which declared fields differ, one line each; nested ones by their path. */
export function fieldChanges(from: Manifest | undefined, to: Manifest): FieldChange[] {
  const before = flatten(from);
  const after = flatten(to);
  const fields = [...new Set([...before.keys(), ...after.keys()])].sort();
  return fields
    .filter((field) => canonicalize(before.get(field)) !== canonicalize(after.get(field)))
    .map((field) => ({ field, from: before.get(field), to: after.get(field) }));
}

/** What the issuer will be asked for because of a change, in sentences. */
export function consequences(
  profile: IssuerProfile,
  { head, versions }: { head: KeyHead | undefined; versions: readonly Version[] },
  manifest: Manifest,
  mints: boolean,
): string[] {
  if (manifest.adopt !== undefined && head?.currentVersionId === undefined) return [adoptionText(manifest)];
  if (!mints) return head === undefined ? [] : modeText(head, versions, manifest);
  const { grant } = profile.normalizeGrant(manifest.grant.map(({ allow }) => allow));
  const mint = `mints at ${manifest.issuer}: ${profile.describeGrant(grant)}`;
  if (head?.rotateAt === undefined) return [mint];
  const { roll } = profile.capabilities;
  if (roll !== undefined) {
    const accepted = Math.min(roll.graceMaxSeconds, manifest.overlapSeconds);
    const until = accepted === 0 ? 'is refused from then on' : `is accepted for ${formatDuration(accepted)} more`;
    return [`replaces the present value in place at ${manifest.issuer}; the old one ${until}`];
  }
  return [mint, `revokes the present version ${formatDuration(manifest.overlapSeconds)} after the new one is current`];
}

function adoptionText({ adopt, secret }: Manifest): string {
  const which = adopt === undefined || adopt === 'current' ? '' : `, if it is ${adopt.issuerKeyId}`;
  return `takes over the credential that secret ${secret.name} holds${which}; mints, changes and revokes nothing`;
}

/** What it means that a key is observed from now on, or no longer. */
function modeText(head: KeyHead, versions: readonly Version[], manifest: Manifest): string[] {
  const [was, is] = [modeOf(head.manifest), modeOf(manifest)];
  const retiring = versions.filter(({ state }) => state === 'retiring').map(({ versionId }) => versionId);
  if (was === 'enforce' && is === 'observe') {
    const left = retiring.length === 0 ? '' : `; what was replaced stays alive (${retiring.join(', ')})`;
    return [`from now on mints and revokes nothing, and tells what it would have done${left}`];
  }
  if (was === 'observe' && is === 'enforce') {
    const ended =
      retiring.length === 0 ? '' : `; revokes what was replaced, once its overlap is over (${retiring.join(', ')})`;
    const leaks = head.manifest.contain === true ? '' : '; contains leaks that were only told so far';
    return [`from now on replaces and revokes${ended}${leaks}`];
  }
  return [];
}

/** Whether another grant than before is declared, in the issuer's own terms. */
export function grantChanges(profile: IssuerProfile, from: Manifest | undefined, to: Manifest): boolean {
  if (from === undefined) return true;
  const canonical = (manifest: Manifest) =>
    canonicalize(profile.normalizeGrant(manifest.grant.map(({ allow }) => allow)).grant);
  return canonical(from) !== canonical(to);
}

/** The kind of change that these differences make. */
export function kindOfChange(
  head: KeyHead | undefined,
  fields: readonly FieldChange[],
  registrar: Registrar,
): KeyPlan['change'] {
  if (head === undefined) return 'create';
  const moves = placeOf(head.registrar ?? byFile) !== placeOf(registrar);
  return fields.length > 0 || moves || head.status === 'released' ? 'update' : 'none';
}

/** Where a key is declared, whenever that was. */
function placeOf(registrar: Registrar): string | undefined {
  return canonicalize({ ...registrar, acceptedAt: undefined });
}

function flatten(manifest: Manifest | undefined): Map<string, unknown> {
  const flat = new Map<string, unknown>();
  for (const [field, value] of Object.entries(manifest ?? {})) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [inner, nested] of Object.entries(value)) flat.set(`${field}.${inner}`, nested);
    } else if (value !== undefined) {
      flat.set(field, value);
    }
  }
  return flat;
}
