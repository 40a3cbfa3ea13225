import type { WorkerWorld } from '../world';
import { isSettled } from './is-settled';

/** Why the issuer does not let its administrator in; undefined: it does. @throws IssuerError when it does not answer */
export async function adminRefusal(world: WorkerWorld): Promise<string | undefined> {
  try {
    await world.issuer.checkAdmin();
    return undefined;
  } catch (error) {
    if (!isSettled(error)) throw error;
    if (error.kind === 'rejected' || error.kind === 'forbidden') {
      world.telemetry.count('IssuerRefusedAdmin', 1, { issuer: world.issuer.name });
    }
    return `${error.kind}: ${error.message}`;
  }
}
