import type { Rolled, Version } from '../../model/ledger/version';
import { otherValues } from '../../model/rotation/other-values';
import type { WorkerWorld } from '../world';

/** The versions whose credential has another value now, with the end that this brings them: the parent, and whatever else is a value of the same credential. Nothing where nothing was rolled. */
export async function rolledVersions(
  world: WorkerWorld,
  fresh: Version,
  rolled: Rolled | undefined,
): Promise<Version[]> {
  if (rolled === undefined) return [];
  const versions = await world.ledger.versions(fresh.keyId);
  const values = otherValues(fresh, versions, rolled.at).filter(({ ref }) => ref !== undefined);
  // Some issuers give the credential another id with its value.
  const parent = versions.filter((one) => one.versionId === fresh.parent && isLiving(one) && !values.includes(one));
  return [...values, ...parent].flatMap((version) => (version.rolled === undefined ? [ended(version, rolled)] : []));
}

function isLiving({ state }: Version): boolean {
  return state === 'pending' || state === 'current' || state === 'retiring';
}

function ended(version: Version, rolled: Rolled): Version {
  if (version.state !== 'retiring') return { ...version, rolled };
  return { ...version, rolled, retireAt: rolled.until, revokeAt: undefined, due: { kind: 'retire', at: rolled.until } };
}
