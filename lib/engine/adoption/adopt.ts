import { awaitsAdoption } from '../../model/adoption/awaits-adoption';
import { RekeyError } from '../../model/rekey-error';
import type { WorkOf } from '../../model/work/work';
import { credentialIn } from './credential-in';
import { handBack } from './hand-back';
import { recordAdopted } from './record-adopted';
import { secretToAdopt } from './secret-to-adopt';
import { isEarly } from '../dispatch';
import { failureOf } from '../rotation/fail-rotation';
import { ownershipTags } from '../rotation/establish-secret';
import { recordSetback } from '../rotation/record-setback';
import type { WorkerWorld } from '../world';

/**
 * Takes over the credential that an existing secret holds. Nothing changes at the issuer, and in the secret nothing but Rekey's
 * own three tags; what is wrong is recorded and told, and tried again with growing delay.
 * @throws RekeyError what passes by itself
 */
export async function adopt(world: WorkerWorld, work: WorkOf<'adopt'>): Promise<void> {
  const head = await world.ledger.key(work.keyId);
  if (head === undefined || !awaitsAdoption(head)) return;
  const { setback, manifest } = head;
  if (setback && (await isEarly(world, 'rotations', manifest.issuer, work, setback.nextTryAt))) return;
  try {
    const secret = await secretToAdopt(world, head);
    const tags = ownershipTags(world, head);
    // First, because a worker's role may read no secret without its issuer's tag.
    if (Object.entries(tags).some(([name, value]) => secret.tags[name] !== value)) {
      await world.secrets.tag(secret.arn, tags);
    }
    try {
      const credential = await credentialIn(world, head, secret.arn);
      await recordAdopted(world, head, secret.arn, credential);
    } catch (error) {
      await handBack(world, head, secret.arn);
      throw error;
    }
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined || (error instanceof RekeyError && error.retryable)) throw error;
    await recordSetback(world, head, failure);
    const { kind } = failure;
    if (kind === 'rejected' || kind === 'forbidden') {
      world.telemetry.count('IssuerRefusedAdmin', 1, { issuer: world.issuer.name });
    }
  }
}
