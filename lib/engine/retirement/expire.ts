import { hardEnd } from '../../model/schedule/hard-end';
import { readMaterial } from '../../model/secret-format';
import { RekeyError } from '../../model/rekey-error';
import type { Version } from '../../model/ledger/version';
import type { WorkOf } from '../../model/work/work';
import { isEarly } from '../dispatch';
import { expiryDue } from '../due-times';
import { namedBy } from './named-by';
import { probe } from './prove';
import { recordOverdue } from './record-overdue';
import { recordRevoked } from './record-revoked';
import { readIfThere } from './read-if-there';
import { rekeyActor } from '../rekey-actor';
import { type LastWords, revokeAtIssuer } from './revocation';
import type { WorkerWorld } from '../world';

/** The hard end of a current version, or of one that was to become current, that was not replaced in time: revoked without a successor where the policy says `revoke`, told as overdue otherwise. @throws IssuerError */
export async function expire(world: WorkerWorld, work: WorkOf<'expire'>): Promise<void> {
  const { head, version } = await namedBy(world, work);
  if (head?.secretArn === undefined || head.status === 'released' || version === undefined || !isUnended(version))
    return;
  const due = expiryDue(version, head.manifest);
  if (due === undefined || (await isEarly(world, 'containments', head.manifest.issuer, work, due.at))) return;
  const stored = await readIfThere(world, head.secretArn, { versionId: version.versionId });
  const current = version.state === 'current';
  // Current already, before that is recorded: where the policy revokes, it ends all the same.
  const unrecorded = !current && stored?.labels.includes('AWSCURRENT') === true;
  if (unrecorded && head.manifest.expiry === 'alert') {
    throw new RekeyError('contended', `version ${version.versionId} is about to become current`);
  }
  // Told at its end, not before: the policy only alerts. What was never current may go all the same.
  if (current && head.manifest.expiry === 'alert') return recordOverdue(world, version);
  // Whoever holds the claim may be replacing it in place, and would be left with a value that has ended.
  if (head.rotation?.rolls === true && (head.rotation.claimUntil ?? '') > world.clock.now()) {
    throw new RekeyError('contended', `version ${version.versionId} is being replaced in place`);
  }
  if (!current && head.manifest.expiry === 'alert') await leaveToClaim(world, version);
  let words: LastWords;
  try {
    words = await revokeAtIssuer(world, version);
  } catch (error) {
    if (hardEnd(version, head.manifest) < world.clock.now()) await recordOverdue(world, version);
    throw error;
  }
  const revoked = await recordRevoked(world, version, {
    reason: 'expiry',
    actor: rekeyActor,
    probedBy: 'caller',
    last: head,
    ...(words.rolled === undefined && words.expired === undefined ? { withCredential: true } : { words }),
  });
  const old = stored && readMaterial(head.manifest.secret, stored.value, world.issuer.capabilities.fields);
  if (revoked !== undefined) await probe(world, head, revoked, old);
}

/** Whoever holds the claim may be making it current at this moment; read last of all, since the claim can be younger than what was read before. */
async function leaveToClaim({ ledger, clock }: WorkerWorld, { keyId, versionId }: Version): Promise<void> {
  const rotation = (await ledger.key(keyId))?.rotation;
  if (rotation?.versionId !== versionId || (rotation.claimUntil ?? '') <= clock.now()) return;
  throw new RekeyError('contended', `version ${versionId} is about to become current`);
}

function isUnended({ state }: Version): boolean {
  return state === 'current' || state === 'pending';
}
