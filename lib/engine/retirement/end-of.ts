import type { Version } from '../../model/ledger/version';
import { decideEnd, type EndDecision } from '../../model/rotation/decide-end';
import type { WorkerWorld } from '../world';

/** How a version is ended: by itself, but for an issuer that rolls in place, where it is decided by all versions of its key. One query there, none elsewhere. */
export async function endOf(
  world: WorkerWorld,
  version: Version,
  { kill = false }: { kill?: boolean } = {},
): Promise<EndDecision> {
  if (world.issuer.capabilities.roll === undefined) return { kind: 'revoke' };
  const versions = await world.ledger.versions(version.keyId);
  // As it is now: it may have been rolled since it was read.
  const now = versions.find(({ versionId }) => versionId === version.versionId) ?? version;
  return decideEnd(now, versions, kill, world.clock.now());
}
