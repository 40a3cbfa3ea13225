import type { VersionId } from '../../model/ids';
import { RekeyError } from '../../model/rekey-error';
import type { StoredValue } from '../../ports';
import type { WorkerWorld } from '../world';

/** Reads a version of a secret; undefined also when the secret is scheduled for deletion, or holds no text: what has to end does not wait for that. @throws RekeyError `unavailable` */
export async function readIfThere(
  world: WorkerWorld,
  secretArn: string,
  which: { versionId: VersionId } | { label: 'AWSCURRENT' },
): Promise<StoredValue | undefined> {
  try {
    return await world.secrets.read(secretArn, which);
  } catch (error) {
    if (error instanceof RekeyError && error.code === 'refused') return undefined;
    throw error;
  }
}
