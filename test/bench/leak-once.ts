import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readValue } from '../../demo/read-value';
import { waitUntil } from '../../demo/wait-until';
import type { InstantStage } from '../local/instant-stage';
import { signedAnswer } from '../local/signed-answer';

/** One leak, in milliseconds. */
export interface LeakTimes {
  /** From sending the report to its 202. */
  accepted: number;
  /** From the 202 to the revocation, as the issuer saw it. */
  revoke: number;
  /** From the 202 to `AWSCURRENT` on another version, as a consumer would see it. */
  replaced: number;
  /** From the 202 to the owner's webhook. */
  told: number;
}

/** Pause between two looks at the secret, in milliseconds: what `replaced` can be too long by. */
const lookMs = 20;
const patienceSeconds = 60;

/** Reports the current value of a key as public, and waits until it is revoked, replaced and told. No other leak may be under way. @throws Error naming what did not happen in time */
export async function leakOnce(of: InstantStage, secrets: SecretsManagerClient, key: string): Promise<LeakTimes> {
  const value = await readValue(of.stage, key);
  const leaked = await currentVersion(secrets, key);
  const earlier = of.issuer.calls().length;
  const sentAt = Date.now();
  const { status } = await report(of, value.reveal());
  const acceptedAt = Date.now();
  if (status !== 202) throw new Error(`the report of ${key} was answered ${status}`);
  const [revokedAt, replacedAt, toldAt] = await Promise.all([
    waitUntil(`the revocation of ${key}`, patienceSeconds, async () => revocation(of, earlier), lookMs),
    waitUntil(
      `the replacement of ${key}`,
      patienceSeconds,
      async () => ((await currentVersion(secrets, key)) === leaked ? undefined : Date.now()),
      lookMs,
    ),
    told(of, key, sentAt),
  ]);
  if (of.issuer.accepts(value)) throw new Error(`${key}: another value than the leaked one was revoked`);
  return {
    accepted: acceptedAt - sentAt,
    revoke: revokedAt - acceptedAt,
    replaced: replacedAt - acceptedAt,
    told: toldAt - acceptedAt,
  };
}

async function report({ stage }: InstantStage, value: string): Promise<{ status: number }> {
  return signedAnswer({
    url: `${stage.api}/v1/leak/report`,
    service: 'execute-api',
    region: stage.endpoint.region,
    credentials: stage.endpoint.credentials,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ source: 'value', exposure: 'public', value }),
  });
}

function revocation({ issuer }: InstantStage, earlier: number): number | undefined {
  const call = issuer
    .calls()
    .slice(earlier)
    .find(({ operation, status }) => operation === 'delete' && status === 204);
  return call && Date.parse(call.at);
}

async function told({ receiver }: InstantStage, key: string, since: number): Promise<number> {
  const message = await receiver.waitFor(
    (one) => one.event === 'Leak Reported' && one.key === key && Date.parse(one.receivedAt) >= since,
    patienceSeconds * 1000,
  );
  return Date.parse(message.receivedAt);
}

async function currentVersion(secrets: SecretsManagerClient, SecretId: string): Promise<string | undefined> {
  return (await secrets.send(new GetSecretValueCommand({ SecretId }))).VersionId;
}
