import type { SecretPlace } from '../model/discovery/discover-scope';
import type { VersionId } from '../model/ids';
import { RekeyError } from '../model/rekey-error';
import { SecretValue } from '../model/secret-value';
import type { Page } from '../ports/ledger';
import type { ListedSecret, SecretDescription, SecretStore, StoredValue } from '../ports/secret-store';
import { AwsRefusal, type AwsRefusalName } from './aws-refusal';
import type { MemorySecretsManager } from './memory-secrets-manager';
import { pageOf } from './page-of';

/** The secret store on Secrets Manager in memory. */
export class MemorySecretStore implements SecretStore {
  constructor(readonly service: MemorySecretsManager) {}

  async describe(secret: string): Promise<SecretDescription | undefined> {
    return settle(() => this.service.describeSecret(secret), { ResourceNotFoundException: () => undefined });
  }

  async list(place: SecretPlace, after?: string): Promise<Page<ListedSecret>> {
    const listed = this.service.listSecrets().filter((secret) => isIn(place, secret));
    return pageOf(
      listed.map(({ arn, name }) => ({ arn, name })),
      after,
      50,
    );
  }

  async create(request: {
    name: string;
    versionId: VersionId;
    value: SecretValue;
    tags: Record<string, string>;
  }): Promise<{ arn: string }> {
    const refuse = (error: AwsRefusal): never => {
      throw new RekeyError('conflict', `secret ${request.name}: ${error.message}`, { cause: error });
    };
    return settle(
      () => this.service.createSecret({ ...request, token: request.versionId, value: request.value.reveal() }),
      { ResourceExistsException: refuse, InvalidRequestException: refuse },
    );
  }

  async tag(secret: string, tags: Record<string, string>): Promise<void> {
    settle(() => this.service.tagResource(secret, tags), {});
  }

  async versionIds(secret: string): Promise<VersionId[]> {
    return settle<VersionId[]>(() => this.service.versionIds(secret) as VersionId[], {
      ResourceNotFoundException: () => [],
    });
  }

  async read(
    secret: string,
    which: { versionId: VersionId } | { label: 'AWSCURRENT' },
  ): Promise<StoredValue | undefined> {
    return settle(
      () => {
        const got = this.service.getSecretValue({ secretId: secret, ...which });
        return { versionId: got.versionId as VersionId, value: new SecretValue(got.value), labels: got.labels };
      },
      { ResourceNotFoundException: () => undefined },
    );
  }

  async putPending(
    secret: string,
    versionId: VersionId,
    value: SecretValue,
  ): Promise<{ kind: 'stored' } | { kind: 'taken' }> {
    return settle<{ kind: 'stored' } | { kind: 'taken' }>(
      () => {
        this.service.putSecretValue({
          secretId: secret,
          token: versionId,
          value: value.reveal(),
          labels: ['AWSPENDING'],
        });
        return { kind: 'stored' };
      },
      { ResourceExistsException: () => ({ kind: 'taken' }) },
    );
  }

  async promote(
    secret: string,
    move: { from?: VersionId; to: VersionId },
  ): Promise<{ kind: 'moved' } | { kind: 'refused' }> {
    const refused = (): { kind: 'refused' } => ({ kind: 'refused' });
    return settle<{ kind: 'moved' } | { kind: 'refused' }>(
      () => {
        const from = move.from === undefined ? {} : { removeFrom: move.from };
        this.service.updateSecretVersionStage({ secretId: secret, label: 'AWSCURRENT', moveTo: move.to, ...from });
        return { kind: 'moved' };
      },
      { InvalidParameterException: refused, ResourceNotFoundException: refused },
    );
  }
}

function isIn(place: SecretPlace, { name, tags }: { name: string; tags: Readonly<Record<string, string>> }): boolean {
  if ('prefix' in place) return name.startsWith(place.prefix);
  return Object.entries(place.tags).every(([key, value]) => tags[key] === value);
}

const codes: Record<AwsRefusalName, 'bad_input' | 'refused' | 'conflict' | 'not_found'> = {
  InvalidParameterException: 'bad_input',
  InvalidRequestException: 'refused',
  LimitExceededException: 'refused',
  ResourceExistsException: 'conflict',
  ResourceNotFoundException: 'not_found',
};

function settle<T>(call: () => T, outcomes: Partial<Record<AwsRefusalName, (error: AwsRefusal) => T>>): T {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof AwsRefusal)) throw error;
    const outcome = outcomes[error.name];
    if (outcome) return outcome(error);
    throw new RekeyError(codes[error.name], error.message, { cause: error });
  }
}
