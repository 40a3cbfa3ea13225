import { type KeyId, keyIdSchema } from '../../model/ids';

/** A key id made of a text of others, and of none that is taken: what is no letter, digit, `.`, `_` or `-` becomes `-`. */
export function proposeKeyId(text: string, taken: ReadonlySet<string>): KeyId {
  const segments = text
    .slice(0, 120)
    .split('/')
    .map((segment) => segment.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, ''))
    .filter((segment) => segment !== '');
  const name = segments.join('/') || 'credential';
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? name : `${name}-${count}`;
    if (!taken.has(id)) return keyIdSchema.parse(id);
  }
}
