import { type Instant, latest, plusSeconds } from '../../model/instant';
import { labelPrefix } from '../../model/label';
import { nextProbeAt } from '../../model/schedule/probe-schedule';
import type { Material } from '../../model/secret-format';
import type { Rolled, Version } from '../../model/ledger/version';
import { otherValues } from '../../model/rotation/other-values';
import { RekeyError } from '../../model/rekey-error';
import { IssuerError, type LastUse } from '../../ports';
import { refuseRestored } from '../restored-ledger/refuse-restored';
import { answerFor } from '../checks/answer-for';
import { materialOf } from '../checks/material-of';
import type { WorkerWorld } from '../world';
import { endOf } from './end-of';

/** Seconds after a value was issued, or seen first, in which the end of the one before may be late. */
const lateSeconds = 600;

/** What was learnt of a credential just before it was ended, as evidence; empty where the issuer cannot say. */
export interface LastWords {
  lastUse?: LastUse | 'never' | 'unknown';
  /** Nothing was asked for: the issuer ended it when it rolled, as far as the ledger knows when. */
  rolled?: Rolled | 'by others';
  /** Nothing was asked for: the issuer refuses it since it expired there. */
  expired?: Instant;
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
    case 'rolled': {
      // Of a roll that nobody recorded nobody knows which value it ended.
      if (end.rolled !== undefined) return { rolled: end.rolled };
      if ((await answerFor(world, version)) === 'dead') return endedUnasked(world, version);
      if (!(await isShared(world, version))) return askToRevoke(world, version);
      throw new RekeyError('contended', `version ${version.versionId} shares its credential with one that is in use`);
    }
    case 'wait': {
      const { versionId } = version;
      const answer = end.until === undefined ? await answerFor(world, version) : undefined;
      // Beside a value that nobody can name it would wait for ever, though it may have ended with its credential.
      if (answer === 'dead') return endedUnasked(world, version);
      if (answer === 'alive' && (await isAlone(world, version))) return askToRevoke(world, version);
      throw new RekeyError(
        'contended',
        `version ${versionId} shares its credential until ${end.until ?? 'the next roll'}`,
      );
    }
  }
}

/** How a value came to be refused that nobody asked to revoke. One that is only switched off, as by a kill whose revocation was lost, is revoked: nothing of it is in use. @throws IssuerError */
async function endedUnasked(world: WorkerWorld, version: Version): Promise<LastWords> {
  const { ref, expiresAt } = version;
  if (expiresAt !== undefined && expiresAt <= world.clock.now()) return { expired: expiresAt };
  const seen = world.issuer.capabilities.disable && ref ? await world.issuer.inspect(ref) : undefined;
  return seen?.state === 'disabled' ? askToRevoke(world, version) : { rolled: 'by others' };
}

/** Whether a version that is current, or is to become so, is a value of the same credential. One query. */
async function isShared(world: WorkerWorld, version: Version): Promise<boolean> {
  const others = otherValues(version, await world.ledger.versions(version.keyId), world.clock.now());
  return others.some(({ state }) => state !== 'retiring');
}

/**
 * Whether an accepted value shares its credential with none that is in use: beside it there are only values that nobody can name, and a grace of either would be over. Had such a one taken
 * its place it would be refused, and had it taken the place of such a one, that would be. One query.
 */
async function isAlone(world: WorkerWorld, version: Version): Promise<boolean> {
  const now = world.clock.now();
  const others = otherValues(version, await world.ledger.versions(version.keyId), now);
  const settled = plusSeconds(now, -(world.issuer.capabilities.roll?.graceMaxSeconds ?? 0) - lateSeconds);
  return (
    others.every(({ ref }) => ref === undefined) && [version, ...others].every(({ issuedAt }) => issuedAt < settled)
  );
}

/** Revokes a version whatever ends with it: at an issuer that rolls in place, every value of its credential. @throws IssuerError */
export async function killAtIssuer(world: WorkerWorld, version: Version): Promise<LastWords> {
  const end = await endOf(world, version, { kill: true });
  return end.kind === 'rolled' ? { rolled: end.rolled ?? 'by others' } : askToRevoke(world, version);
}

async function askToRevoke(world: WorkerWorld, version: Version): Promise<LastWords> {
  const { ref, placeholder } = version;
  if (placeholder) return {};
  await refuseRestored(world, version);
  if (ref === undefined) return endedByHand(world, version);
  const material = await materialToName(world, version);
  await disableAtIssuer(world, version, material);
  const words = await lastWords(world, version);
  await world.issuer.revoke(ref, material);
  return words;
}

/** A version that nobody can name is a person's to end; that somebody did shows when its value is refused, twice, while the administrator is let in. @throws IssuerError `unsupported` until then */
async function endedByHand(world: WorkerWorld, version: Version): Promise<LastWords> {
  if ((await answerFor(world, version)) === 'dead') return {};
  const message = `nobody knows which credential version ${version.versionId} is: end it by hand at its issuer`;
  throw new IssuerError('unsupported', message);
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
async function materialToName(world: WorkerWorld, version: Version): Promise<Material | undefined> {
  const { versionId, ref } = version;
  const ours = labelPrefix(world.installation.installationId);
  if (ref === undefined || ref.id !== undefined || ref.label.startsWith(ours)) return undefined;
  const material = await materialOf(world, version);
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
