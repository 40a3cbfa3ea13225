import { plusSeconds } from '../../model/instant';
import type { SessionEnd, Version } from '../../model/ledger/version';
import { IssuerError } from '../../ports';
import type { WorkerWorld } from '../world';

/** After a kill: asks the issuer to refuse the sessions that were made with the credential; undefined where there are none. What it does not accept now is asked again, and delays no revocation. */
export async function endSessions(world: WorkerWorld, version: Version): Promise<SessionEnd | undefined> {
  const { capabilities } = world.issuer;
  const { ref } = version;
  if (capabilities.sessions === undefined || world.issuer.endSessions === undefined || ref === undefined) {
    return undefined;
  }
  // Later than the accepted revocation: no session can be made any more, but on a node that has not heard of it.
  const before = world.clock.now();
  const liftAt = plusSeconds(before, capabilities.sessions.longestSeconds + capabilities.revocationSeconds);
  return { before, liftAt, accepted: await isAccepted(() => world.issuer.endSessions?.(ref, before)) };
}

async function isAccepted(ask: () => Promise<void> | undefined): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (!(error instanceof IssuerError)) throw error;
    return false;
  }
}
