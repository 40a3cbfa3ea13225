import type { SecretValue } from '../secret-value';

/** Bits of chance from which on no list of digests can hold the value by guessing. */
const enoughBits = 112;

/** Whether a value has room for so much chance that a digest of it, as other tools write them, means the value: its length times the bits of one of the different characters in it. */
export function fitsDigests(value: SecretValue): boolean {
  const text = value.reveal();
  return text.length * Math.log2(Math.max(1, new Set(text).size)) >= enoughBits;
}
