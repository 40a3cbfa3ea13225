import { readValue } from '../../demo/read-value';
import { waitUntil } from '../../demo/wait-until';
import type { KeyId } from '../../lib/model/ids';
import type { Credentials } from '../local/assume';
import type { InstantStage } from '../local/instant-stage';
import { signedAnswer } from '../local/signed-answer';

/** One leak, as its sender and the issuer saw it; times are milliseconds. */
export interface TimedLeak {
  key: KeyId;
  /** The issuer's id of the leaked credential. */
  id: string;
  /** From sending the report to its 202. */
  accepted: number;
  /** From the 202 to the arrival of the call that deletes the credential. */
  revoke: number;
  /** When that call arrived, in milliseconds since 1970. */
  revokedAt: number;
}

/** Seconds after which a leak that was not revoked is a failure: far beyond what is promised, so that the time is measured and not cut off. */
const patienceSeconds = 300;

/** Reports the current value of a key as public and waits until its deletion is asked for. @throws Error naming what did not happen in time */
export async function timedLeak(set: InstantStage, key: KeyId, credentials: Credentials): Promise<TimedLeak> {
  const { stage, issuer } = set;
  const value = await readValue(stage, key);
  const id = issuer.idOf(value);
  if (id === undefined) throw new Error(`the current value of ${key} is refused`);
  // What was called before is not looked through each time: the issuer runs in this process.
  const from = issuer.calls().length;
  const sentAt = Date.now();
  const { status } = await signedAnswer({
    url: `${stage.api}/v1/leak/report`,
    service: 'execute-api',
    region: stage.endpoint.region,
    credentials,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ source: 'value', exposure: 'public', value: value.reveal() }),
  });
  const acceptedAt = Date.now();
  if (status !== 202) throw new Error(`the report of ${key} was answered ${status}`);
  const arrivedAt = await waitUntil(
    `the revocation of ${key}`,
    patienceSeconds,
    async () => deletionOf(set, id, from),
    50,
  );
  const revoke = Math.max(0, arrivedAt - acceptedAt);
  return { key, id, accepted: acceptedAt - sentAt, revoke, revokedAt: arrivedAt };
}

function deletionOf({ issuer }: InstantStage, id: string, from: number): number | undefined {
  const call = issuer.calls(from).findLast((one) => one.operation === 'delete' && one.id === id);
  return call && Date.parse(call.arrivedAt);
}
