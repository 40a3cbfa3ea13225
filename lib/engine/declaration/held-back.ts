import type { Incident } from '../../model/leaks/incident';
import type { Instant } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import type { Manifest } from '../../model/manifest/manifest';
import { modeOf } from '../../model/manifest/mode-of';
import { livedBy } from '../../model/schedule/lived-by';
import type { Version } from '../../model/ledger/version';
import { expiryDue } from '../due-times';

/** What was left undone while a key was released or only observed, and is due again once this is its manifest: replaced versions to retire, ones that never became current to end, leaks to contain. */
export function heldBack(
  key: { head: KeyHead; versions: readonly Version[]; incidents: readonly Incident[] },
  manifest: Manifest,
  now: Instant,
): { versions: Version[]; incidents: Incident[] } {
  const { head, versions, incidents } = key;
  const observed = modeOf(head.manifest) === 'observe';
  const acts = modeOf(manifest) === 'enforce';
  const contains = observed && head.manifest.contain !== true && (acts || manifest.contain === true);
  const alive = new Set(versions.filter(isAlive).map(({ versionId }) => versionId));
  return {
    versions:
      (observed && acts) || head.status === 'released' ? versions.flatMap((version) => endOf(version, manifest)) : [],
    incidents: contains ? incidents.flatMap((incident) => containment(incident, alive, now)) : [],
  };
}

function endOf(version: Version, manifest: Manifest): Version[] {
  const { state, ref, retireAt, revokeAt = retireAt, due } = version;
  if (due !== undefined) return [];
  if (state === 'retiring' && revokeAt !== undefined) return [{ ...version, due: { kind: 'retire', at: revokeAt } }];
  // What is held for a person has no name, and no end.
  if (state !== 'pending' || ref === undefined) return [];
  return [{ ...version, due: expiryDue(version, livedBy(version, manifest)) }];
}

function containment(incident: Incident, alive: ReadonlySet<string>, now: Instant): Incident[] {
  const { state, withheldAt, versionId } = incident;
  if (state !== 'open' || withheldAt === undefined || !alive.has(versionId)) return [];
  return [{ ...incident, withheldAt: undefined, due: { kind: 'contain', at: now } }];
}

function isAlive({ state }: Version): boolean {
  return state === 'pending' || state === 'current' || state === 'retiring';
}
