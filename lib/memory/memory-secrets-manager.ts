import { createHash } from 'node:crypto';
import { epochMs } from '../model/instant';
import type { Clock } from '../ports/clock';
import { AwsRefusal } from './aws-refusal';

/** A version as the service keeps it: plain text, since this is the service. */
export interface HeldVersion {
  value: string;
  labels: Set<string>;
  createdMs: number;
}

/** A secret as the service keeps it; versions in the order made. */
export interface HeldSecret {
  arn: string;
  name: string;
  tags: Record<string, string>;
  deleted: boolean;
  versions: Map<string, HeldVersion>;
}

/**
 * Secrets Manager in memory, by its documentation: the calls that Rekey makes, and those with which others can disturb it. Calls are atomic.
 * Comments name pages of https://docs.aws.amazon.com/secretsmanager/latest/apireference/ and .../latest/userguide/.
 */
export class MemorySecretsManager {
  /** Everything the service holds, by name; for inspection. */
  readonly secrets = new Map<string, HeldSecret>();

  constructor(private readonly clock: Clock) {}

  /** @throws AwsRefusal */
  createSecret(request: { name: string; token: string; value: string; tags: Record<string, string> }): { arn: string } {
    checkToken(request.token);
    checkValue(request.value);
    const existing = this.find(request.name);
    if (existing) {
      if (existing.deleted)
        throw new AwsRefusal('InvalidRequestException', 'a secret with this name is scheduled for deletion');
      // API_CreateSecret, ClientRequestToken: the same token with the same value is ignored, with another value it fails.
      if (existing.versions.get(request.token)?.value === request.value) return { arn: existing.arn };
      throw new AwsRefusal('ResourceExistsException', 'a secret with this name exists');
    }
    // user guide, "What's in a secret": the ARN ends in six random characters; a secret made anew has another ARN.
    const suffix = createHash('sha256')
      .update(`${request.name}:${request.token}`)
      .digest('base64url')
      .replace(/[^A-Za-z0-9]/g, 'x');
    const arn = `arn:aws:secretsmanager:us-east-1:000000000000:secret:${request.name}-${suffix.slice(0, 6)}`;
    const secret: HeldSecret = {
      arn,
      name: request.name,
      tags: { ...request.tags },
      deleted: false,
      versions: new Map(),
    };
    this.secrets.set(request.name, secret);
    this.add(secret, request.token, request.value, ['AWSCURRENT']);
    return { arn };
  }

  /** @throws AwsRefusal */
  putSecretValue(request: { secretId: string; token: string; value: string; labels?: readonly string[] }): void {
    checkToken(request.token);
    checkValue(request.value);
    const secret = this.usable(request.secretId);
    const existing = secret.versions.get(request.token);
    if (existing) {
      // API_PutSecretValue, ClientRequestToken: same version and same value is ignored; another value fails, a version cannot be modified.
      if (existing.value === request.value) return;
      throw new AwsRefusal('ResourceExistsException', 'this token was used with another value');
    }
    // API_PutSecretValue, VersionStages: without any, AWSCURRENT moves to the new version. The first version gets it in any case.
    const labels = request.labels ?? ['AWSCURRENT'];
    this.add(secret, request.token, request.value, secret.versions.size === 0 ? ['AWSCURRENT', ...labels] : labels);
  }

  /** @throws AwsRefusal */
  updateSecretVersionStage(request: { secretId: string; label: string; moveTo?: string; removeFrom?: string }): void {
    const secret = this.usable(request.secretId);
    const { label, moveTo, removeFrom } = request;
    for (const id of [moveTo, removeFrom]) {
      if (id !== undefined && !secret.versions.has(id))
        throw new AwsRefusal('ResourceNotFoundException', `no version ${id}`);
    }
    const holder = holderOf(secret, label);
    // API_UpdateSecretVersionStage, RemoveFromVersionId: needed when the label is on another version, and it must be that version.
    if (holder !== undefined && holder !== (removeFrom ?? moveTo)) {
      throw new AwsRefusal('InvalidParameterException', `${label} is attached to ${holder}`);
    }
    if (holder === undefined && removeFrom !== undefined) {
      throw new AwsRefusal('InvalidParameterException', `${label} is not attached to ${removeFrom}`);
    }
    if (moveTo === undefined) {
      // The user guide, "Secret versions": a secret always has a version with AWSCURRENT.
      if (label === 'AWSCURRENT')
        throw new AwsRefusal('InvalidParameterException', 'AWSCURRENT can be moved, not removed');
      if (removeFrom !== undefined) secret.versions.get(removeFrom)?.labels.delete(label);
      return;
    }
    this.attach(secret, moveTo, label);
  }

  /** By id, by label, or by both, which must then agree; by neither means `AWSCURRENT`. @throws AwsRefusal */
  getSecretValue(request: { secretId: string; versionId?: string; label?: string }): {
    versionId: string;
    value: string;
    labels: string[];
  } {
    const secret = this.usable(request.secretId);
    const label = request.label ?? (request.versionId === undefined ? 'AWSCURRENT' : undefined);
    const versionId = request.versionId ?? holderOf(secret, label ?? '');
    const version = versionId === undefined ? undefined : secret.versions.get(versionId);
    // API_GetSecretValue: "If you specify both, the VersionId and VersionStage must refer to the same version."
    if (versionId === undefined || !version || (label !== undefined && !version.labels.has(label))) {
      throw new AwsRefusal('ResourceNotFoundException', 'no such version');
    }
    return { versionId, value: version.value, labels: [...version.labels] };
  }

  /** Labelled versions only, as AWS does; a secret scheduled for deletion can be described. @throws AwsRefusal */
  describeSecret(secretId: string): Omit<HeldSecret, 'versions'> & { versions: Record<string, string[]> } {
    const secret = this.existing(secretId);
    const labelled = [...secret.versions].filter(([, version]) => version.labels.size > 0);
    return {
      ...secret,
      tags: { ...secret.tags },
      versions: Object.fromEntries(labelled.map(([id, version]) => [id, [...version.labels]])),
    };
  }

  /** Other tags stay; a tag of the same name gets the new value (API_TagResource). @throws AwsRefusal */
  tagResource(secretId: string, tags: Record<string, string>): void {
    Object.assign(this.usable(secretId).tags, tags);
  }

  /** Secrets that are not scheduled for deletion, by name: API_ListSecrets leaves the others out unless asked for. */
  listSecrets(): { arn: string; name: string; tags: Record<string, string> }[] {
    return [...this.secrets.values()]
      .filter(({ deleted }) => !deleted)
      .map(({ arn, name, tags }) => ({ arn, name, tags: { ...tags } }))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** API_ListSecretVersionIds, IncludeDeprecated: versions without labels too. @throws AwsRefusal */
  versionIds(secretId: string): string[] {
    return [...this.existing(secretId).versions.keys()];
  }

  /** Schedules the deletion, which makes every use but a description fail. @throws AwsRefusal */
  deleteSecret(secretId: string): void {
    this.existing(secretId).deleted = true;
  }

  private find(secretId: string): HeldSecret | undefined {
    return this.secrets.get(secretId) ?? [...this.secrets.values()].find((secret) => secret.arn === secretId);
  }

  private existing(secretId: string): HeldSecret {
    const secret = this.find(secretId);
    if (!secret) throw new AwsRefusal('ResourceNotFoundException', `no secret ${secretId}`);
    return secret;
  }

  private usable(secretId: string): HeldSecret {
    const secret = this.existing(secretId);
    // API_DeleteSecret: a secret scheduled for deletion cannot be used until it is restored.
    if (secret.deleted) throw new AwsRefusal('InvalidRequestException', `secret ${secretId} is scheduled for deletion`);
    return secret;
  }

  private add(secret: HeldSecret, versionId: string, value: string, labels: readonly string[]): void {
    const nowMs = epochMs(this.clock.now());
    // Quotas, user guide "reference_limits": about 100 versions; beyond, versions without labels go, none younger than 24 h.
    for (const [id, old] of secret.versions) {
      if (secret.versions.size < 100) break;
      if (old.labels.size === 0 && nowMs - old.createdMs > 86_400_000) secret.versions.delete(id);
    }
    if ([...secret.versions.values()].filter((version) => version.labels.size > 0).length >= 100) {
      throw new AwsRefusal('LimitExceededException', 'the secret has 100 labelled versions');
    }
    secret.versions.set(versionId, { value, labels: new Set(), createdMs: nowMs });
    for (const label of labels) this.attach(secret, versionId, label);
  }

  /** A label is on one version; where `AWSCURRENT` leaves, `AWSPREVIOUS` comes (API_UpdateSecretVersionStage, API_PutSecretValue). */
  private attach(secret: HeldSecret, versionId: string, label: string): void {
    const former = holderOf(secret, label);
    if (former === versionId) return;
    if (former !== undefined) secret.versions.get(former)?.labels.delete(label);
    secret.versions.get(versionId)?.labels.add(label);
    if (label === 'AWSCURRENT' && former !== undefined) this.attach(secret, former, 'AWSPREVIOUS');
  }
}

function holderOf(secret: HeldSecret, label: string): string | undefined {
  return [...secret.versions].find(([, version]) => version.labels.has(label))?.[0];
}

// API_PutSecretValue, ClientRequestToken: length constraints.
function checkToken(token: string): void {
  if (token.length >= 32 && token.length <= 64) return;
  throw new AwsRefusal('InvalidParameterException', `a ClientRequestToken has 32 to 64 characters`);
}

// API_PutSecretValue, SecretString: length constraints.
function checkValue(value: string): void {
  const bytes = Buffer.byteLength(value);
  if (bytes >= 1 && bytes <= 65_536) return;
  throw new AwsRefusal('InvalidParameterException', `a value has 1 to 65536 bytes, not ${bytes}`);
}
