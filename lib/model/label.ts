import { createHash } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import type { CommandId, InstallationId, KeyId, VersionId } from './ids';

/** Namespace of Rekey's name-based UUIDs (RFC 9562, version 5). */
const namespace = '5f0c9a52-8a9f-4d55-9d3c-0d6c8f4f7b11';

/** Characters of a version's id that its label holds. */
const namedLength = 13;

/** What one attempt of one rotation is called, at AWS and at the issuer. The same attempt always gets the same names. */
export function nameAttempt(of: {
  installationId: InstallationId;
  keyId: KeyId;
  parent: VersionId;
  commandId: CommandId;
  attempt: number;
  /** Roll-backs of the key so far: after one, the same parent is replaced once more, under other names. */
  rollBacks?: number | undefined;
  /** The table in which the key was recovered: what its ledger forgot may have these names already. */
  recoveredIn?: string | undefined;
}): { versionId: VersionId; label: string } {
  const name = JSON.stringify([
    of.installationId,
    of.keyId,
    of.parent,
    of.commandId,
    of.attempt,
    ...(of.rollBacks ? [of.rollBacks] : []),
    ...(of.recoveredIn === undefined ? [] : [of.recoveredIn]),
  ]);
  const versionId = uuidv5(name, namespace) as VersionId;
  return { versionId, label: labelOf(of.installationId, of.keyId, versionId) };
}

/** What a version of Rekey's own minting is called at its issuer: installation, key, and the beginning of its id. */
export function labelOf(installationId: InstallationId, keyId: KeyId, versionId: VersionId): string {
  return `${labelPrefix(installationId)}${keyHashOf(keyId)}-${versionId.slice(0, namedLength)}`;
}

/** What a label of this installation names; undefined: it is not of this installation's making. */
export function readLabel(
  installationId: InstallationId,
  label: string,
): { keyHash: string; versionStart: string } | undefined {
  const prefix = labelPrefix(installationId);
  if (!label.startsWith(prefix)) return undefined;
  const [, keyHash, versionStart] = /^([0-9a-f]{12})-([0-9a-f-]{13})$/.exec(label.slice(prefix.length)) ?? [];
  return keyHash === undefined || versionStart === undefined ? undefined : { keyHash, versionStart };
}

/** The `ClientRequestToken` of the placeholder that a new secret starts with. */
export function placeholderVersionId(installationId: InstallationId, keyId: KeyId): VersionId {
  return uuidv5(JSON.stringify([installationId, keyId, 'placeholder']), namespace) as VersionId;
}

/** What every label of an installation begins with. */
export function labelPrefix(installationId: InstallationId): string {
  return `rekey-${installationId}-`;
}

/** What stands for a key in its labels: 12 hexadecimal digits. */
export function keyHashOf(keyId: KeyId): string {
  return createHash('sha256').update(keyId).digest('hex').slice(0, 12);
}
