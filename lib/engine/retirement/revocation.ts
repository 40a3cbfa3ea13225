import { type Instant, latest, plusSeconds } from '../../model/instant';
import { labelPrefix } from '../../model/label';
import { nextProbeAt } from '../../model/schedule/probe-schedule';
import { type Material, readMaterial } from '../../model/secret-format';
import type { Rolled, Version } from '../../model/ledger/version';
import { RekeyError } from '../../model/rekey-error';
import { IssuerError, type LastUse } from '../../ports';
import { refuseRestored } from '../restored-ledger/refuse-restored';
import type { WorkerWorld } from '../world';
import { endOf } from './end-of';
import { readIfThere } from './read-if-there';

/** What was learnt of a credential just before it was ended, as evidence; empty where the issuer cannot say. */
export interface LastWords {
  lastUse?: LastUse | 'never' | 'unknown';
  /** Nothing was asked for: the issuer ended it when it rolled, as far as the ledger knows when. */
  rolled?: Rolled | 'by others';
}

/**
 * Asks the issuer to revoke a version, unless that was done by its roll; a reversible switch-off first, where there is one, because it may take effect sooner.
 * @throws IssuerError; RekeyError `contended` while a version that is in use would end with it
 */
export async function revokeAtIssuer(world: WorkerWorld, version: Version): Promise<LastWords> {
  const end = await endOf(world, version);
  switch (end.kind) {
    case 'revoke':
      return askToRevoke(world, version);
    case 'rolled':
      return { rolled: end.rolled ?? 'by others' };
    case 'wait': {
      const { versionId } = version;
      throw new RekeyError(
        'contended',
        `version ${versionId} shares its credential until ${end.until ?? 'the next roll'}`,
      );
    }
  }
}

/** Revokes a version whatever ends with it: at an issuer that rolls in place, every value of its credential. @throws IssuerError */
export async function killAtIssuer(world: WorkerWorld, version: Version): Promise<LastWords> {
  const end = await endOf(world, version, { kill: true });
  return end.kind === 'rolled' ? { rolled: end.rolled ?? 'by others' } : askToRevoke(world, version);
}

async function askToRevoke(world: WorkerWorld, version: Version): Promise<LastWords> {
  const { versionId, ref, placeholder } = version;
  if (placeholder) return {};
  if (ref === undefined) throw new IssuerError('unsupported', `nobody knows which credential version ${versionId} is`);
  await refuseRestored(world, version);
  const material = await materialToName(world, version);
  await disableAtIssuer(world, version, material);
  const words = await lastWords(world, version);
  await world.issuer.revoke(ref, material);
  return words;
}

/** Switches a version off, where the issuer can; once is enough. `named` is the value, where that was read before. @throws IssuerError */
export async function disableAtIssuer(world: WorkerWorld, version: Version, named?: Material): Promise<void> {
  if (version.ref === undefined || version.disabledAt !== undefined) return;
  if (!world.issuer.capabilities.disable || world.issuer.disable === undefined) return;
  await refuseRestored(world, version);
  await world.issuer.disable(version.ref, named ?? (await materialToName(world, version)));
}

/**
 * The value of a version that has neither an id nor a label of Rekey's making: others may carry the same label, and are not to be ended with it.
 * @throws IssuerError `unsupported` when the secret no longer holds it
 */
async function materialToName(world: WorkerWorld, { keyId, versionId, ref }: Version): Promise<Material | undefined> {
  const ours = labelPrefix(world.installation.installationId);
  if (ref === undefined || ref.id !== undefined || ref.label.startsWith(ours)) return undefined;
  const head = await world.ledger.key(keyId);
  const stored = head?.secretArn && (await readIfThere(world, head.secretArn, { versionId }));
  const material = head && stored && readMaterial(head.manifest.secret, stored.value, world.issuer.capabilities.fields);
  if (material) return material;
  const message = `the secret no longer holds version ${versionId}, and its label "${ref.label}" may be others' as well: revoke it by hand`;
  throw new IssuerError('unsupported', message);
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
