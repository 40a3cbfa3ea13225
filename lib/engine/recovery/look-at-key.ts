import { awaitsAdoption } from '../../model/adoption/awaits-adoption';
import { decideRecovery, type Listing, type RecoveryPlan } from '../../model/recovery/decide-recovery';
import type { VersionId } from '../../model/ids';
import type { KeyHead } from '../../model/ledger/key-head';
import type { SecretDescription } from '../../ports';
import { ownershipTags } from '../rotation/establish-secret';
import type { WorkerWorld } from '../world';

/** A key as it was found: what is to be done, and where its secret is. */
export interface Looked extends RecoveryPlan {
  head: KeyHead;
  secretArn: string | undefined;
  /** Versions that the secret still keeps. */
  kept: ReadonlySet<string>;
  /** The version of the secret that is `AWSCURRENT`, where it holds the value of `current` once more. */
  copy?: VersionId;
  problem?: string;
}

/** Looks at what a key's secret keeps, and compares it with ledger and issuer. Three reads; changes nothing. @throws RekeyError */
export async function lookAtKey(world: WorkerWorld, head: KeyHead, listing: Listing): Promise<Looked> {
  const versions = await world.ledger.versions(head.keyId);
  const described = await ownSecret(world, head);
  const secret = described && new Map((await keptVersions(world, described)) as [VersionId, string[]][]);
  const { installationId } = world.installation;
  const plan = decideRecovery({ installationId, head, versions, secret, listing });
  const problem = problemOf(head, described, plan);
  const kept = new Set<string>(secret?.keys() ?? []);
  return { ...plan, head, secretArn: described?.arn, kept, ...(problem === undefined ? {} : { problem }) };
}

/** A key that was declared since the backup has a secret that the ledger does not know of; only its tags say that it is this key's. One that adopts takes its secret itself, afterwards. */
async function ownSecret(world: WorkerWorld, head: KeyHead): Promise<SecretDescription | undefined> {
  if (awaitsAdoption(head)) return undefined;
  const described = await world.secrets.describe(head.secretArn ?? head.manifest.secret.name);
  if (head.secretArn !== undefined || described === undefined) return described;
  const ours = Object.entries(ownershipTags(world, head)).every(([tag, value]) => described.tags[tag] === value);
  return ours ? described : undefined;
}

async function keptVersions(world: WorkerWorld, { arn, versions, deleted }: SecretDescription) {
  if (deleted) return Object.entries(versions);
  const ids = await world.secrets.versionIds(arn);
  return ids.map((id): [string, string[]] => [id, versions[id] ?? []]);
}

function problemOf(head: KeyHead, secret: SecretDescription | undefined, plan: RecoveryPlan): string | undefined {
  if (head.secretArn === undefined) return undefined;
  const { name } = head.manifest.secret;
  if (secret === undefined) return `secret ${name} is gone: release the key, or make the secret again`;
  if (secret.deleted) return `secret ${name} is scheduled for deletion: restore it, or release the key`;
  return plan.current === undefined ? `no version of secret ${name} is AWSCURRENT: put the label back` : undefined;
}
