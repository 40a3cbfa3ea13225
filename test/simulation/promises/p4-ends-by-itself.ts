import type { Transition } from '../../../lib/ports';
import { credentialOf } from '../surroundings/truth';
import type { Simulation } from '../surroundings/simulation';

/** What clocks differ by, in milliseconds. */
const clocksDifferMs = 25_000;
/** A request takes effect so long after it was made, at most, in milliseconds. */
const lateMs = 200_000;

/** P3 and P4: where an issuer ends credentials by itself, it is told the end that the policy has; where the policy only alerts, none. */
export function checkOwnEnd(simulation: Simulation, { entry, head }: Transition): void {
  if (entry.type !== 'version-stored' || entry.versionId === undefined) return;
  const key = simulation.keys.find(({ keyId }) => keyId === head.keyId);
  const credential = key && credentialOf(simulation, key, entry.versionId);
  if (key === undefined || credential === undefined || credential.planted) return;
  const is = (text: string) => simulation.watch.break('P4 no immortal', `${head.keyId}: ${credential.id} ${text}`);
  const { expiresMs, requestedMs } = credential;
  const revokes = key.manifests.map(({ expiry }) => expiry === 'revoke');
  if (expiresMs === undefined) {
    const { settable } = simulation.issuerOf(key.issuer).capabilities.expiry;
    return settable && revokes.every(Boolean) ? is('was minted without an end') : undefined;
  }
  if (!revokes.some(Boolean)) return is('ends by itself, and the policy only alerts');
  const ages = key.manifests.map(({ maxAgeSeconds }) => maxAgeSeconds * 1000);
  if (expiresMs > requestedMs + Math.max(...ages) + clocksDifferMs) is('ends later than any policy says');
  if (expiresMs < requestedMs + Math.min(...ages) - lateMs) is('ends sooner than any policy says');
}
