import type { KeyHead } from '../../model/ledger/key-head';
import { plusSeconds } from '../../model/instant';
import type { Rotation } from '../../model/rotation/rotation';
import { leaseLost } from '../amend';
import type { WorkerWorld } from '../world';

/** The right to carry on one rotation until `rotation.claimUntil`, under the fence that was raised for it. */
export interface Claim {
  head: KeyHead;
  rotation: Rotation;
  fence: number;
  secretArn: string;
  /** This attempt was begun before, by somebody who did not finish it. */
  resumed: boolean;
}

/** How long a claim outlives its holder's own deadline, in seconds: clocks differ. */
const graceSeconds = 30;

/** Until when a claim that is taken now lasts. */
export function claimEnd(world: WorkerWorld): NonNullable<Rotation['claimUntil']> {
  return plusSeconds(world.deadline, graceSeconds);
}

/** Stops a holder whose claim has run out, before its next call to the outside. @throws RekeyError `lease_lost` */
export function stillHeld(world: WorkerWorld, claim: Claim): void {
  const until = claim.rotation.claimUntil;
  if (until === undefined || until <= world.clock.now()) throw leaseLost(claim.head.keyId);
}
