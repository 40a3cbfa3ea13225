import {
  CreateSecretCommand,
  DescribeSecretCommand,
  type Filter,
  GetSecretValueCommand,
  ListSecretsCommand,
  paginateListSecretVersionIds,
  PutSecretValueCommand,
  type SecretListEntry,
  type SecretsManagerClient,
  TagResourceCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { SecretPlace } from '../../model/discovery/discover-scope';
import { type VersionId, versionIdSchema } from '../../model/ids';
import { RekeyError } from '../../model/rekey-error';
import { SecretValue } from '../../model/secret-value';
import type { Page } from '../../ports/ledger';
import type { ListedSecret, SecretDescription, SecretStore, StoredValue } from '../../ports/secret-store';
import { errorName, translateError } from '../translate-error';

/** Most bytes of a value: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
const largestValue = 65_536;

/** Secrets asked for at a time; 100 is the most: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html */
const listPage = 50;

/** Outcomes that an exception of this name stands for, other than a failure. */
type Outcomes<T> = Record<string, () => T>;

/** The secret store on Secrets Manager. @throws RekeyError `unavailable`, `refused` for a secret that is scheduled for deletion, `bad_input` for a value over 65,536 bytes */
export class SecretsManagerStore implements SecretStore {
  constructor(
    private readonly client: SecretsManagerClient,
    /** A customer-managed key for secrets that are made; absent: `aws/secretsmanager`. */
    private readonly options: { kmsKeyId?: string } = {},
  ) {}

  async describe(secret: string): Promise<SecretDescription | undefined> {
    return settle<SecretDescription | undefined>(
      `describing secret ${secret}`,
      async () => {
        const found = await this.client.send(new DescribeSecretCommand({ SecretId: secret }));
        return {
          arn: found.ARN ?? '',
          name: found.Name ?? secret,
          tags: Object.fromEntries((found.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
          versions: labelled(found.VersionIdsToStages ?? {}),
          deleted: found.DeletedDate !== undefined,
        };
      },
      { ResourceNotFoundException: () => undefined },
    );
  }

  async list(place: SecretPlace, after?: string): Promise<Page<ListedSecret>> {
    return settle<Page<ListedSecret>>(
      'listing secrets',
      async () => {
        const command = new ListSecretsCommand({
          Filters: filtersOf(place),
          MaxResults: listPage,
          ...(after === undefined ? {} : { NextToken: after }),
        });
        const { SecretList = [], NextToken } = await this.client.send(command);
        // The service's filters are wider: a tag is looked for by the beginning of its key.
        const inPlace = SecretList.filter((secret) => secret.DeletedDate === undefined && isIn(place, secret));
        const items = inPlace.map(({ ARN = '', Name = '' }) => ({ arn: ARN, name: Name }));
        return NextToken === undefined ? { items } : { items, next: NextToken };
      },
      {},
    );
  }

  async create(request: {
    name: string;
    versionId: VersionId;
    value: SecretValue;
    tags: Record<string, string>;
  }): Promise<{ arn: string }> {
    const { name, versionId, value, tags } = request;
    const conflict = (): never => {
      throw new RekeyError('conflict', `secret ${name} exists already, or is scheduled for deletion: name another one`);
    };
    return settle(
      `making secret ${name}`,
      async () => {
        const command = new CreateSecretCommand({
          Name: name,
          ClientRequestToken: versionId,
          SecretString: textOf(name, value),
          Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
          ...(this.options.kmsKeyId === undefined ? {} : { KmsKeyId: this.options.kmsKeyId }),
        });
        const made = await this.client.send(command);
        // AWS names the first version by its token. An endpoint that does not gets it told, or the key's first parent would be unknown.
        if (made.VersionId !== versionId) await this.putCurrent(name, versionId, value);
        return { arn: made.ARN ?? '' };
      },
      { ResourceExistsException: conflict, InvalidRequestException: conflict },
    );
  }

  async tag(secret: string, tags: Record<string, string>): Promise<void> {
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await settle(
      `tagging secret ${secret}`,
      () => this.client.send(new TagResourceCommand({ SecretId: secret, Tags })),
      {},
    );
  }

  async versionIds(secret: string): Promise<VersionId[]> {
    return settle<VersionId[]>(
      `listing the versions of secret ${secret}`,
      async () => {
        const ids: VersionId[] = [];
        const request = { SecretId: secret, IncludeDeprecated: true };
        for await (const page of paginateListSecretVersionIds({ client: this.client }, request)) {
          for (const { VersionId } of page.Versions ?? []) ids.push(versionIdSchema.parse(VersionId));
        }
        return ids;
      },
      { ResourceNotFoundException: () => [] },
    );
  }

  async read(
    secret: string,
    which: { versionId: VersionId } | { label: 'AWSCURRENT' },
  ): Promise<StoredValue | undefined> {
    const version = 'versionId' in which ? { VersionId: which.versionId } : { VersionStage: which.label };
    return settle<StoredValue | undefined>(
      `reading secret ${secret}`,
      async () => {
        const found = await this.client.send(new GetSecretValueCommand({ SecretId: secret, ...version }));
        if (found.SecretString === undefined) {
          throw new RekeyError('refused', `secret ${secret} holds binary data: Rekey keeps text`);
        }
        const versionId = versionIdSchema.parse(found.VersionId);
        return { versionId, value: new SecretValue(found.SecretString), labels: found.VersionStages ?? [] };
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
      `putting a version into secret ${secret}`,
      async () => {
        const command = new PutSecretValueCommand({
          SecretId: secret,
          ClientRequestToken: versionId,
          SecretString: textOf(secret, value),
          VersionStages: ['AWSPENDING'],
        });
        await this.client.send(command);
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
      `moving AWSCURRENT of secret ${secret}`,
      async () => {
        const command = new UpdateSecretVersionStageCommand({
          SecretId: secret,
          VersionStage: 'AWSCURRENT',
          MoveToVersionId: move.to,
          RemoveFromVersionId: move.from,
        });
        await this.client.send(command);
        return { kind: 'moved' };
      },
      { InvalidParameterException: refused, ResourceNotFoundException: refused },
    );
  }

  private async putCurrent(secret: string, versionId: VersionId, value: SecretValue): Promise<void> {
    const SecretString = textOf(secret, value);
    await this.client.send(
      new PutSecretValueCommand({ SecretId: secret, ClientRequestToken: versionId, SecretString }),
    );
  }
}

function textOf(secret: string, value: SecretValue): string {
  const text = value.reveal();
  const bytes = Buffer.byteLength(text);
  if (bytes >= 1 && bytes <= largestValue) return text;
  throw new RekeyError(
    'bad_input',
    `a value of ${bytes} bytes for secret ${secret}: Secrets Manager takes 1 to ${largestValue}`,
  );
}

function filtersOf(place: SecretPlace): Filter[] {
  if ('prefix' in place) return [{ Key: 'name', Values: [place.prefix] }];
  // The keys alone narrow it down enough; a value may be empty, which no filter takes.
  return Object.keys(place.tags).map((name) => ({ Key: 'tag-key', Values: [name] }));
}

function isIn(place: SecretPlace, { Name = '', Tags = [] }: SecretListEntry): boolean {
  if ('prefix' in place) return Name.startsWith(place.prefix);
  return Object.entries(place.tags).every(([name, value]) =>
    Tags.some((tag) => tag.Key === name && tag.Value === value),
  );
}

function labelled(versions: Record<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(versions).filter(([, labels]) => labels.length > 0));
}

async function settle<T>(what: string, call: () => Promise<T>, outcomes: Outcomes<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const outcome = outcomes[errorName(error)];
    if (outcome) return outcome();
    throw translateError(error, what);
  }
}
