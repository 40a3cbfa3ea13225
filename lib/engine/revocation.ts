import { type Instant, latest, plusSeconds } from '../model/instant';
import { nextProbeAt } from '../model/probe-schedule';
import type { Version } from '../model/version';
import type { WorkerWorld } from './world';

/** Asks the issuer to revoke a version; a reversible switch-off first, where there is one, because it may take effect sooner. @throws IssuerError */
export async function revokeAtIssuer(world: WorkerWorld, version: Version): Promise<void> {
  if (version.ref === undefined) return;
  if (world.issuer.capabilities.disable) await world.issuer.disable?.(version.ref);
  await world.issuer.revoke(version.ref);
}

/** The version once the issuer accepted its revocation: due to be probed until it is dead. */
export function revokedVersion(world: WorkerWorld, version: Version, at: Instant): Version {
  const { revocationSeconds, activationSeconds } = world.issuer.capabilities;
  const deadBy = latest(plusSeconds(at, revocationSeconds), plusSeconds(version.issuedAt, activationSeconds));
  return {
    ...version,
    state: 'revoked',
    revokedAt: at,
    deadBy,
    refusals: 0,
    overdueTold: false,
    due: { kind: 'prove', at: nextProbeAt({ revokedAt: at, deadBy }, 0, at) },
  };
}
