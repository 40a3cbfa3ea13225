import { type Credential, isInGrace } from './credential';

/** A person ends a value at its issuer's console: it is refused at once, in a grace or not. */
export function endByHand(value: Credential, nowMs: number): void {
  value.revokedMs ??= nowMs;
  value.deadMs = Math.min(value.deadMs ?? nowMs, nowMs);
  if (isInGrace(value, nowMs)) value.graceUntilMs = nowMs;
}
