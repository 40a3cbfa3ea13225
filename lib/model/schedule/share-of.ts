import { createHash } from 'node:crypto';

/** A number from 0 to 1 that is always the same for one key, so that a fleet made in one day spreads out. */
export function shareOf(keyId: string): number {
  return createHash('sha256').update(keyId).digest().readUInt32BE(0) / 0xffff_ffff;
}
