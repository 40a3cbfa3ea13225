import type { Instant } from '../../model/instant';
import type { Manifest } from '../../model/manifest/manifest';
import { expiresAt } from '../../model/schedule/schedule';
import type { Material } from '../../model/secret-format';
import type { KeyRef, Rolled } from '../../model/ledger/version';
import type { Grant } from '../../ports';
import type { WorkerWorld } from '../world';
import { type Claim, stillHeld } from './claim';

/** What the issuer gave. */
export interface Minted {
  ref: KeyRef;
  material: Material;
  /** Taken before the call, so that the version is never older than recorded. */
  issuedAt: Instant;
  /** It took the place of the value before, which ends by that. */
  rolled?: Rolled;
}

/** The declared grant in the issuer's canonical form. */
export function declaredGrant(world: WorkerWorld, manifest: Manifest): Grant {
  return world.issuer.normalizeGrant(manifest.grant.map(({ allow }) => allow)).grant;
}

/** Step 3: one attempt to mint exactly the declared grant. It ends by itself at `maxAge`, where the policy revokes and the issuer can. @throws IssuerError */
export async function mint(world: WorkerWorld, claim: Claim): Promise<Minted> {
  stillHeld(world, claim);
  const { manifest } = claim.head;
  const issuedAt = world.clock.now();
  const expiry = manifest.expiry === 'revoke' && world.issuer.capabilities.expiry.settable;
  const { ref, material } = await world.issuer.mint({
    label: claim.rotation.label,
    grant: declaredGrant(world, manifest),
    ...(expiry ? { expiresAt: expiresAt(issuedAt, policyOf(claim)) } : {}),
  });
  return { ref, material, issuedAt };
}

/** The policy an attempt was begun under: what the issuer was told at its mint, whatever is declared later. */
export function policyOf({ head, rotation }: Pick<Claim, 'head' | 'rotation'>): Pick<Manifest, 'maxAgeSeconds'> {
  return { maxAgeSeconds: rotation.maxAgeSeconds ?? head.manifest.maxAgeSeconds };
}
