type Encode = (value: string) => string;

const base64 = (skipped: number, encoding: 'base64' | 'base64url'): Encode => {
  return (value) => {
    const bytes = Buffer.from(value);
    // Within a longer text the value starts at any of three places of a base64 group: only whole groups of its own show.
    const own = bytes.subarray(skipped, bytes.length - ((bytes.length - skipped) % 3));
    return own.toString(encoding);
  };
};

const everyByte = (toHex: (hex: string) => string): Encode => {
  return (value) => [...Buffer.from(value)].map((byte) => `%${toHex(byte.toString(16).padStart(2, '0'))}`).join('');
};

/** Without halves of surrogate pairs, which `encodeURIComponent` throws on. */
const wellFormed: Encode = (value) => value.replaceAll(/\p{Cs}/gu, '\uFFFD');

/** The ways in which a value may stand in a text that somebody else wrote; each gives the value's own part only. */
export const encodings: readonly Encode[] = [
  (value) => value,
  (value) => JSON.stringify(value).slice(1, -1),
  (value) => encodeURIComponent(wellFormed(value)),
  (value) => encodeURIComponent(wellFormed(value)).replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  (value) => new URLSearchParams({ v: value }).toString().slice(2),
  everyByte((hex) => hex),
  everyByte((hex) => hex.toUpperCase()),
  base64(0, 'base64'),
  base64(1, 'base64'),
  base64(2, 'base64'),
  base64(0, 'base64url'),
  base64(1, 'base64url'),
  base64(2, 'base64url'),
  (value) => Buffer.from(value).toString('hex'),
  (value) => Buffer.from(value).toString('hex').toUpperCase(),
  (value) => Array.from(value).toReversed().join(''),
];
