import type { KeyHead } from '../ledger/key-head';

/** Why nothing can be stored for a key until somebody puts that right: its secret is scheduled for deletion, or deleted; undefined: it is there, as far as was seen. */
export function secretGone({
  findings = [],
}: Pick<KeyHead, 'findings'>): 'deletion scheduled' | 'secret deleted' | undefined {
  for (const { what } of findings) if (what === 'deletion scheduled' || what === 'secret deleted') return what;
  return undefined;
}
