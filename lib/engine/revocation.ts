import { type Instant, latest, plusSeconds } from '../model/instant';
import { nextProbeAt } from '../model/probe-schedule';
import type { Version } from '../model/version';
import { IssuerError, type LastUse } from '../ports';
import type { WorkerWorld } from './world';

/** What was learnt of a credential just before it was ended, as evidence; empty where the issuer cannot say. */
export type LastWords = { lastUse?: LastUse | 'never' | 'unknown' };

/** Asks the issuer to revoke a version; a reversible switch-off first, where there is one, because it may take effect sooner. @throws IssuerError */
export async function revokeAtIssuer(world: WorkerWorld, version: Version): Promise<LastWords> {
  if (version.ref === undefined) return {};
  await disableAtIssuer(world, version);
  const words = await lastWords(world, version);
  await world.issuer.revoke(version.ref);
  return words;
}

/** Switches a version off, where the issuer can; once is enough. @throws IssuerError */
export async function disableAtIssuer(world: WorkerWorld, version: Version): Promise<void> {
  if (version.ref === undefined || version.disabledAt !== undefined) return;
  if (world.issuer.capabilities.disable) await world.issuer.disable?.(version.ref);
}

/** When the version was used last. An issuer that does not answer delays no revocation. */
export async function lastWords(world: WorkerWorld, { ref }: Version): Promise<LastWords> {
  if (ref === undefined || world.issuer.lastUse === undefined) return {};
  try {
    return { lastUse: (await world.issuer.lastUse(ref)) ?? 'never' };
  } catch (error) {
    if (!(error instanceof IssuerError)) throw error;
    return { lastUse: 'unknown' };
  }
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
