import type { KeyId, VersionId } from '../../model/ids';
import type { KeyHead } from '../../model/ledger/key-head';
import type { Version } from '../../model/ledger/version';
import type { WorkerWorld } from '../world';

/** The key and the version that a message names, as the ledger has them now; read at the same time, so that a transition between them may show in one alone. Whoever records something reads both again. */
export async function namedBy(
  { ledger }: Pick<WorkerWorld, 'ledger'>,
  { keyId, versionId }: { keyId: KeyId; versionId: VersionId },
): Promise<{ head: KeyHead | undefined; version: Version | undefined }> {
  const [head, version] = await Promise.all([ledger.key(keyId), ledger.version(keyId, versionId)]);
  return { head, version };
}
