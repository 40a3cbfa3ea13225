import type { Grant } from '../../../lib/ports';

/** A credential as the simulated issuer really keeps it: what the promises are checked against. */
export interface Credential {
  id: string;
  label: string;
  value: string;
  grant: Grant;
  /** The key that a process of Rekey asked for; absent: made by hand. */
  keyId: string | undefined;
  /** Nobody of ours asked for it, whatever its label says: a stray, put there to be found. */
  planted: boolean;
  /** When the request was sent. */
  requestedMs: number;
  activeMs: number;
  /** From when a list shows it. */
  listedMs: number;
  expiresMs: number | undefined;
  /** When its revocation was accepted first. */
  revokedMs: number | undefined;
  deadMs: number | undefined;
  /** When another value took its place, under the same id. */
  rolledMs?: number;
  /** Until when it is to be accepted after that. */
  graceUntilMs?: number;
  disabled: boolean;
  /** Revocations that are accepted and forgotten. */
  forgets: number;
  /** One was forgotten. */
  forgot: boolean;
  /** Until when a probe of it is answered with 403. */
  forbiddenUntilMs: number;
}

/** Whether the issuer lets this credential in, at a moment, on every node. */
export function isAccepted(credential: Credential, nowMs: number): boolean {
  if (nowMs < credential.activeMs || credential.disabled) return false;
  if (credential.expiresMs !== undefined && nowMs >= credential.expiresMs) return false;
  return credential.deadMs === undefined || nowMs < credential.deadMs;
}

/** Whether another value took its place, and it is accepted for a while all the same. */
export function isInGrace({ graceUntilMs = 0 }: Credential, nowMs: number): boolean {
  return nowMs < graceUntilMs;
}
