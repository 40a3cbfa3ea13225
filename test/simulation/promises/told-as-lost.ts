import type { Credential } from '../surroundings/credential';
import type { Simulation } from '../surroundings/simulation';
import { isToldOf } from './told-of-stray';

/** Whether somebody was told of a credential that was minted before the ledger was restored, and that neither ledger nor secret knows any more. */
export function toldAsLost(simulation: Simulation, credential: Credential): boolean {
  const { restoredMs } = simulation.watch;
  return restoredMs !== undefined && credential.requestedMs <= restoredMs && isToldOf(simulation, credential);
}
