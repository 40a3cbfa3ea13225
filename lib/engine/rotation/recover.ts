import { plusSeconds } from '../../model/instant';
import { readMaterial } from '../../model/secret-format';
import { amend } from '../amend';
import { rekeyActor } from '../rekey-actor';
import type { WorkerWorld } from '../world';
import { type Claim, stillHeld } from './claim';
import { idsBefore } from './intend';
import { nextAttempt } from './give-up-attempt';
import { mintedBy } from './minted-by';
import { recordStored, type Stored } from './store';

/** What a resumed attempt goes on with. */
export type Recovered =
  | { kind: 'stored'; stored: Stored }
  /** Made current by whoever stopped before recording it. */
  | { kind: 'current'; claim: Claim }
  /** Nothing usable was left: mint, under these names. */
  | { kind: 'mint'; claim: Claim }
  /** A list at the issuer may not show it yet: look again then. */
  | { kind: 'wait'; until: ReturnType<typeof plusSeconds> };

/**
 * Step 2, only for an attempt that was begun before: a value that the secret holds is authoritative. Otherwise the
 * attempt is given up, whatever carries its label is revoked, and the next one gets names of its own, because a token is never reused with another value.
 */
export async function recover(world: WorkerWorld, claim: Claim): Promise<Recovered> {
  const { rotation, head } = claim;
  const found = await world.secrets.read(claim.secretArn, { versionId: rotation.versionId });
  const material = found && readMaterial(head.manifest.secret, found.value, world.issuer.capabilities.fields);
  if (material !== undefined) {
    if (found?.labels.includes('AWSCURRENT') === true && rotation.stored) return { kind: 'current', claim };
    if (rotation.stored) return { kind: 'stored', stored: { claim, material } };
    const named = world.issuer.refOf?.(material, rotation);
    if (named !== undefined) {
      return {
        kind: 'stored',
        stored: await recordStored(world, claim, { ref: named, material, issuedAt: rotation.begunAt }),
      };
    }
    // Without a label nobody can say which id the value has: it is given up, and found by the search for what no version is.
    if (world.issuer.capabilities.label !== 'none') {
      const [hit] = await mintedBy(world, rotation);
      const ref = hit?.ref ?? { label: rotation.label };
      return {
        kind: 'stored',
        stored: await recordStored(world, claim, { ref, material, issuedAt: rotation.begunAt }),
      };
    }
  }
  const listedFrom = plusSeconds(rotation.begunAt, world.issuer.capabilities.activationSeconds);
  if (listedFrom > world.clock.now()) return { kind: 'wait', until: listedFrom };
  const refs = (await mintedBy(world, rotation)).map(({ ref }) => ref);
  // Given up first: a revocation that takes effect late must not meet a version that somebody else went on with.
  const next = await giveUp(world, claim);
  for (const ref of refs) {
    stillHeld(world, next);
    await world.issuer.revoke(ref);
  }
  return { kind: 'mint', claim: next };
}

async function giveUp(world: WorkerWorld, claim: Claim): Promise<Claim> {
  const { rotation, givenUp } = nextAttempt(world, claim);
  const fresh = { ...rotation, ...(await idsBefore(world, claim.head.manifest)) };
  const outcome = await amend<never>(
    world,
    claim.head.keyId,
    () => ({
      entry: {
        type: 'attempt-given-up',
        actor: rekeyActor,
        cause: rotation.cause,
        versionId: claim.rotation.versionId,
        evidence: { label: claim.rotation.label, next: fresh.versionId, attempt: fresh.attempt },
      },
      head: { rotation: fresh },
      attempts: [givenUp],
    }),
    claim.fence,
  );
  if (outcome.kind === 'skipped') return claim;
  return { ...claim, head: outcome.head, rotation: fresh, resumed: false };
}
