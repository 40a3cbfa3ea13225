import { SystemClock } from '../../lib/aws/system-clock';
import type { DoorWorld } from '../../lib/leaks/doors/door';
import { doorKeysIn } from '../../lib/leaks/doors/door-keys-in';
import { keptFor } from '../../lib/leaks/kept-for';
import { doorSecretName } from '../../lib/model/door-routes';
import { intakeWorld } from './intake-world';
import { storedText } from './stored-text';

/** Seconds for which signing keys are kept: a flood asks Secrets Manager once a minute. */
const keySeconds = 60;

/** What the doors have at hand: the intake's, and the keys by which they know their senders. @throws RekeyError `misconfigured` */
export async function doorWorld(): Promise<DoorWorld> {
  const read = storedText("the key of the door's sender");
  const keys = keptFor(keySeconds, new SystemClock(), async (name) => doorKeysIn(await read(name), name));
  return { ...(await intakeWorld()), doorKeys: (door) => keys(doorSecretName(door)) };
}
