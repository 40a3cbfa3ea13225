import type { KeyHead } from '../../model/ledger/key-head';
import type { Attempt, Version } from '../../model/ledger/version';
import type { WorkOf } from '../../model/work/work';
import { RekeyError } from '../../model/rekey-error';
import type { VersionId } from '../../model/ids';
import { readMaterial } from '../../model/secret-format';
import { amend } from '../amend';
import { fingerprintsOf } from '../credentials/fingerprints-of';
import { isSuperseded } from '../dispatch';
import { recordRevoked } from '../retirement/record-revoked';
import { rekeyActor } from '../rekey-actor';
import { revokeAtIssuer } from '../retirement/revocation';
import { readIfThere } from '../retirement/read-if-there';
import { currentHolder } from './current-holder';
import { mintedBy } from './minted-by';
import type { WorkerWorld } from '../world';

/** Looks once more for what a given-up attempt may have minted late, and revokes it: no ledger version and no current value depends on it. What somebody made current by hand is looked at again until it is not, or is a version like any other. @throws IssuerError */
export async function searchOrphans(world: WorkerWorld, work: WorkOf<'search'>): Promise<void> {
  const head = await world.ledger.key(work.keyId);
  const attempt = await world.ledger.attempt(work.keyId, work.versionId);
  if (head === undefined || attempt === undefined) return;
  if (isSuperseded(world, work, attempt.due.at)) return;
  const version = await world.ledger.version(work.keyId, work.versionId);
  if (isInUse(head, version)) return end(world, attempt, [], true);
  if (await isCurrent(world, head, attempt)) {
    // It stays due, and the sweep sends it again; of a key that was let go nothing is ended any more.
    return head.status === 'released' ? end(world, attempt, [], true) : undefined;
  }
  if (version?.state === 'pending') {
    // The next roll ends it, and it shares its credential with what that brings.
    if (head.rotation?.rolls === true)
      throw new RekeyError('contended', `version ${version.versionId} is being rolled`);
    await revokeAtIssuer(world, version);
    await recordRevoked(world, version, { reason: 'rejected', actor: rekeyActor });
  }
  const revoked: string[] = [];
  for (const { ref } of await mintedBy(world, attempt)) {
    await world.issuer.revoke(ref);
    revoked.push(ref.id ?? ref.label);
  }
  await end(world, attempt, revoked, false);
}

/** A version that lives in the ledger is spared; one that was stored and then given up is not. */
function isInUse({ rotation }: KeyHead, version: Version | undefined): boolean {
  if (version?.state === 'current' || version?.state === 'retiring') return true;
  return version?.state === 'pending' && rotation?.versionId === version.versionId;
}

/** Whether somebody made current what the attempt had stored: that version, or one of their own with the same value. */
async function isCurrent(world: WorkerWorld, head: KeyHead, { keyId, versionId }: Attempt): Promise<boolean> {
  if (head.secretArn === undefined) return false;
  const holder = await currentHolder(world, head.secretArn);
  if (holder === undefined || holder === versionId) return holder === versionId;
  if ((await world.ledger.version(keyId, holder as VersionId)) !== undefined) return false;
  const stored = await readIfThere(world, head.secretArn, { label: 'AWSCURRENT' });
  const material = stored && readMaterial(head.manifest.secret, stored.value, world.issuer.capabilities.fields);
  if (material === undefined) return false;
  const located = await world.ledger.locate(await fingerprintsOf(world, material));
  return [...located.values()].some((one) => one.keyId === keyId && one.versionId === versionId);
}

async function end(world: WorkerWorld, attempt: Attempt, revoked: string[], spared: boolean): Promise<void> {
  await amend(world, attempt.keyId, async () => {
    const now = await world.ledger.attempt(attempt.keyId, attempt.versionId);
    if (now === undefined) return { skip: 'ended before' };
    return {
      entry: {
        type: revoked.length > 0 ? 'orphan-revoked' : 'search-ended',
        actor: rekeyActor,
        versionId: attempt.versionId,
        evidence: { label: attempt.label, revoked, spared },
      },
      endedAttempts: [attempt.versionId],
    };
  });
}
