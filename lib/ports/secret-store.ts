import type { SecretPlace } from '../model/discovery/discover-scope';
import type { VersionId } from '../model/ids';
import type { SecretValue } from '../model/secret-value';
import type { Page } from './ledger';

/** A secret without its values. */
export interface SecretDescription {
  arn: string;
  name: string;
  tags: Record<string, string>;
  /** Staging labels by version; versions without labels may be left out, as AWS does. */
  versions: Record<string, string[]>;
  deleted: boolean;
}

/** A secret in a list. */
export interface ListedSecret {
  arn: string;
  name: string;
}

/** One version of a secret. */
export interface StoredValue {
  versionId: VersionId;
  value: SecretValue;
  labels: string[];
}

/** Secrets Manager, as far as the engine needs it. `secret` is a name or an ARN. @throws RekeyError `unavailable` when throttled or unreachable */
export interface SecretStore {
  /** undefined: there is no such secret. */
  describe(secret: string): Promise<SecretDescription | undefined>;
  /** A page of the secrets in a place, in any order, those scheduled for deletion left out; `after` is the `next` of the page before. */
  list(place: SecretPlace, after?: string): Promise<Page<ListedSecret>>;
  /** Makes the secret with a first version, which AWS labels `AWSCURRENT` at once. Repeated with the same token it changes nothing. @throws RekeyError `conflict` when one of this name exists otherwise */
  create(request: {
    name: string;
    versionId: VersionId;
    value: SecretValue;
    tags: Record<string, string>;
  }): Promise<{ arn: string }>;
  /** Puts tags; others that the secret has stay. @throws RekeyError `not_found`; `misconfigured` when that is not allowed, as for a secret of another issuer's */
  tag(secret: string, tags: Record<string, string>): Promise<void>;
  /** Ids of all versions that the secret still keeps, those without labels too; AWS drops such a one some time after a day. */
  versionIds(secret: string): Promise<VersionId[]>;
  /** The version with this id, or the one that holds this label; undefined: none. */
  read(secret: string, which: { versionId: VersionId } | { label: 'AWSCURRENT' }): Promise<StoredValue | undefined>;
  /** Puts a version as `AWSPENDING`, with its id as `ClientRequestToken`. `taken`: that version exists with another value, and stays. */
  putPending(secret: string, versionId: VersionId, value: SecretValue): Promise<{ kind: 'stored' } | { kind: 'taken' }>;
  /** Moves `AWSCURRENT` from one version to another; without `from` to where nobody has it. `refused`: `from` does not hold it, somebody does, or `to` does not exist. */
  promote(secret: string, move: { from?: VersionId; to: VersionId }): Promise<{ kind: 'moved' } | { kind: 'refused' }>;
}
