import type { KeySpec } from './key-spec';
import type { Watch } from './watch';

/** Names of the pauses that a key can be under: its own, its issuer's, everybody's. */
export function pauseScopesOf({ keyId, issuer }: Pick<KeySpec, 'keyId' | 'issuer'>): string[] {
  return ['all', `issuer ${issuer}`, keyId];
}

/** The pauses of a key that surely stood when somebody began who is at work still, and stand. */
export function pausesOn(
  watch: Pick<Watch, 'pauses'>,
  key: Pick<KeySpec, 'keyId' | 'issuer'>,
  { beganMs, nowMs }: { beganMs: number; nowMs: number },
): { containment: boolean }[] {
  const standing = pauseScopesOf(key).map((scope) => watch.pauses.get(scope));
  return standing.flatMap((pause) => (pause && beganMs > pause.fromMs && nowMs < pause.untilMs ? [pause] : []));
}
