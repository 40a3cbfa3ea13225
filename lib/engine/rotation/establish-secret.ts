import type { KeyHead } from '../../model/ledger/key-head';
import { placeholderVersionId } from '../../model/label';
import { RekeyError } from '../../model/rekey-error';
import { placeholderFor } from '../../model/secret-format';
import type { Version } from '../../model/ledger/version';
import type { SecretDescription } from '../../ports';
import { amend } from '../amend';
import { rekeyActor } from '../rekey-actor';
import type { WorkerWorld } from '../world';

/** Tags that say whose a secret is. The worker's role may touch only secrets with its own issuer's tag. */
export function ownershipTags(world: WorkerWorld, head: KeyHead): Record<string, string> {
  return {
    'rekey:installation': world.installation.installationId,
    'rekey:issuer': head.manifest.issuer,
    'rekey:key': head.keyId,
  };
}

/**
 * Before the first issue: makes the secret with a placeholder, because AWS labels the first version `AWSCURRENT` before it
 * could be verified, and claims it in the ledger. That version is the first parent.
 * @throws RekeyError `refused` when a secret of this name exists and is not this key's
 */
export async function establishSecret(world: WorkerWorld, head: KeyHead): Promise<void> {
  const versionId = placeholderVersionId(world.installation.installationId, head.keyId);
  const arn = await makeOrFind(world, head, versionId);
  await amend(world, head.keyId, (now) => {
    if (now.currentVersionId !== undefined || now.status === 'released') return { skip: 'done before' };
    const at = world.clock.now();
    const placeholder: Version = {
      keyId: head.keyId,
      versionId,
      state: 'current',
      cause: 'created',
      placeholder: true,
      issuedAt: at,
      currentAt: at,
      refusals: 0,
      overdueTold: false,
    };
    return {
      entry: { type: 'secret-claimed', actor: rekeyActor, cause: 'created', versionId, evidence: { secretArn: arn } },
      head: { currentVersionId: versionId, secretArn: arn, setback: undefined },
      versions: [placeholder],
      secretArn: arn,
    };
  });
}

/** Made first and asked about only when that is refused: a worker's role may look at secrets with its issuer's tag alone, which one that is not there has not. */
async function makeOrFind(world: WorkerWorld, head: KeyHead, versionId: Version['versionId']): Promise<string> {
  const { secret } = head.manifest;
  const tags = ownershipTags(world, head);
  try {
    const made = await world.secrets.create({ name: secret.name, versionId, value: placeholderFor(secret), tags });
    return made.arn;
  } catch (error) {
    if (!(error instanceof RekeyError) || error.code !== 'conflict') throw error;
    const existing = await describeOurs(world, secret.name);
    return ownArn(existing, tags, versionId);
  }
}

async function describeOurs(world: WorkerWorld, name: string): Promise<SecretDescription> {
  const notOurs = `secret ${name} exists and is not this key's: name another one, or remove it`;
  try {
    const existing = await world.secrets.describe(name);
    if (existing !== undefined) return existing;
  } catch (error) {
    // Not even its description may be read: it has not our tag.
    if (!(error instanceof RekeyError) || error.code !== 'misconfigured') throw error;
  }
  throw new RekeyError('refused', notOurs);
}

/** A secret that carries our own tags and still has our placeholder current was made by a try of ours that did not get further. */
function ownArn(existing: SecretDescription, tags: Record<string, string>, placeholder: string): string {
  const ours = Object.entries(tags).every(([key, value]) => existing.tags[key] === value);
  if (existing.deleted) {
    throw new RekeyError(
      'refused',
      `secret ${existing.name} is scheduled for deletion: restore it, or name another one`,
    );
  }
  if (!ours) {
    throw new RekeyError(
      'refused',
      `secret ${existing.name} exists and is not this key's: name another one, or remove it`,
    );
  }
  if (!existing.versions[placeholder]?.includes('AWSCURRENT')) {
    throw new RekeyError(
      'refused',
      `secret ${existing.name} holds a value that this key does not know: remove it, or name another one`,
    );
  }
  return existing.arn;
}
