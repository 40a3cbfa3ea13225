import type { Stage } from '../../demo/stage';
import { brakes } from '../../lib/model/leaks/brakes';
import type { KeyId } from '../../lib/model/ids';
import type { Credentials } from '../local/assume';
import { operatorUser } from '../local/operator-user';

/** As many keys as one sender may name before its reports are held. */
const keysOfSender = brakes.flood.keys;

/** Who reports the leaks of which key: IAM users who may do that alone, each for as few keys as are no flood. */
export async function leakSenders(
  { endpoint, outputs }: Stage,
  keys: readonly KeyId[],
): Promise<Map<KeyId, Credentials>> {
  const senders = new Map<KeyId, Credentials>();
  for (let start = 0; start < keys.length; start += keysOfSender) {
    const { credentials } = await operatorUser(endpoint, `${outputs['ApiId']}/*/POST/v1/leak/report`);
    for (const key of keys.slice(start, start + keysOfSender)) senders.set(key, credentials);
  }
  return senders;
}
