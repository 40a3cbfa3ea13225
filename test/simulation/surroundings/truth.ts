import { placeholderFor } from '../../../lib/model/secret-format';
import type { HeldSecret } from '../../../lib/memory/memory-secrets-manager';
import type { Credential } from './credential';
import type { KeySpec } from './key-spec';
import type { SimulatedIssuer } from './simulated-issuer';
import type { Simulation } from './simulation';

/** The version that holds `AWSCURRENT`. */
export function currentVersionIn(secret: HeldSecret): string | undefined {
  for (const [id, version] of secret.versions) if (version.labels.has('AWSCURRENT')) return id;
  return undefined;
}

/** The credential's value in a version of a secret, read as a consumer reads it; undefined for the placeholder. */
export function valueIn(key: KeySpec, secret: HeldSecret, versionId: string): string | undefined {
  const text = secret.versions.get(versionId)?.value;
  const spec = key.manifests[0]?.secret;
  if (text === undefined || spec === undefined || text === placeholderFor(spec).reveal()) return undefined;
  if (spec.format === 'text') return text;
  const parsed = JSON.parse(text) as Record<string, unknown>;
  const value = parsed[spec.field ?? 'token'];
  return typeof value === 'string' ? value : undefined;
}

/** The secret of a key. */
export function secretOf(simulation: Simulation, key: KeySpec): HeldSecret | undefined {
  return simulation.manager.secrets.get(key.manifests[0]?.secret.name ?? '');
}

/** Values that the secret of a key holds, in all of its versions or in some. */
export function valuesIn(simulation: Simulation, key: KeySpec, counts = (_versionId: string) => true): string[] {
  const secret = secretOf(simulation, key);
  const ids = [...(secret?.versions.keys() ?? [])].filter(counts);
  return ids.flatMap((id) => (secret && valueIn(key, secret, id)) ?? []);
}

/** What the issuer knows of a version. */
export function credentialOf(simulation: Simulation, key: KeySpec, versionId: string): Credential | undefined {
  const secret = secretOf(simulation, key);
  const value = secret && valueIn(key, secret, versionId);
  return value === undefined ? undefined : simulation.issuerOf(key.issuer).byValue(value);
}

/** The values that a credential had or has: where nobody rolls, the one. */
export function valuesOf({ credentials }: SimulatedIssuer, { id }: Credential): Credential[] {
  return credentials.filter((one) => one.id === id);
}

/** Whether somebody ordered to kill a value, or another one of the same credential, with which it ends. */
export function isKillBegun({ watch }: Simulation, issuer: SimulatedIssuer, credential: Credential): boolean {
  return valuesOf(issuer, credential).some(({ value }) => watch.killsBegun.has(value));
}

/** Whether a credential has reached its hard end, or will within seconds, by any policy that the key ever had. */
export function isAtHardEnd(key: KeySpec, credential: Credential, nowMs: number): boolean {
  if (!key.manifests.some(({ expiry }) => expiry === 'revoke')) return false;
  const shortest = Math.min(...key.manifests.map(({ maxAgeSeconds }) => maxAgeSeconds));
  if (credential.planted) {
    // However old it is, what is taken over is replaced first, and has its overlap.
    const actedMs = Math.max(key.enforcedMs ?? Infinity, key.takenOverMs ?? 0);
    const least = Math.min(...key.manifests.map(({ overlapSeconds }) => overlapSeconds));
    const endsMs = Math.min(nowMs, credential.revokedMs ?? nowMs);
    const taken = key.enforcedMs !== undefined && key.enforcedMs < endsMs;
    if (!taken || (actedMs < endsMs && endsMs < actedMs + (least - 25) * 1000)) return false;
  }
  // The engine counts from the intent and acts up to three minutes early.
  return nowMs >= credential.requestedMs + (shortest - 180 - 300) * 1000;
}

/** Whether the reaper stopped at an issuer because it saw more strays than it believes. */
export function sawTooMany({ ledger }: Simulation, issuer: string): boolean {
  const halts = ledger.table.of('entry', 'INSTALLATION').filter(({ body }) => body['type'] === 'reaper-halted');
  return halts.some(({ body }) => {
    const evidence = body['evidence'] as Record<string, unknown>;
    return evidence['because'] === 'too many' && evidence['issuer'] === issuer;
  });
}

/** Whether Rekey knows a credential by its value alone, so that only a person can end it. */
export function isNameless(simulation: Simulation, key: KeySpec, { value }: Credential): boolean {
  const versions = simulation.ledger.table.of('version', key.keyId).filter(({ body }) => body['ref'] === undefined);
  return versions.some(({ id }) => credentialOf(simulation, key, id)?.value === value);
}

/** Whether a key has a value at an issuer, as far as the ledger knows. */
export function isUsed({ keys, ledger }: Simulation, issuer: string): boolean {
  const heads = keys
    .filter((key) => key.issuer === issuer)
    .map(({ keyId }) => ledger.table.row('head', keyId, '')?.body);
  return heads.some((head) => head?.['status'] === 'active' && head['rotateAt'] !== undefined);
}
