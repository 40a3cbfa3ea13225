import type { Material } from '../../model/secret-format';
import type { Answered } from '../../model/foreign/seen-key';
import type { Grant, ProbeResult } from '../../ports';
import type { WorkerWorld } from '../world';
import { adminRefusal } from './admin-refusal';
import { isSettled } from './is-settled';

/** Seconds between the two refusals that make a value dead. */
const confirmSeconds = 3;

/** Asks the issuer about a value: `dead` only after two refusals in a row, while its administrator is let in. @throws IssuerError when it does not answer */
export async function answerOf(
  world: WorkerWorld,
  material: Material,
  adminAccepted: boolean,
): Promise<{ value: Answered; grant?: Grant }> {
  for (const last of [false, true]) {
    const probe = await understood(() => world.issuer.verify(material));
    if (probe === undefined) return { value: 'unclear' };
    if (probe.kind === 'alive') return { value: 'alive', ...(probe.grant === undefined ? {} : { grant: probe.grant }) };
    if (!adminAccepted) return { value: 'unclear' };
    if (!last) await world.clock.sleep(confirmSeconds * 1000);
  }
  // An issuer that has begun to refuse everybody proves nothing about one value.
  return { value: (await adminRefusal(world)) === undefined ? 'dead' : 'unclear' };
}

async function understood(ask: () => Promise<ProbeResult>): Promise<ProbeResult | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!isSettled(error)) throw error;
    return undefined;
  }
}
