import type { DueItem, Ledger } from '../../ports';
import type { HeadOf } from './plan-move';

/** Reads the keys that due items are of, together. Where that fails, each is read when it is asked for: what is wrong with one keeps no other. */
export async function headsOfDue(ledger: Ledger, items: readonly DueItem[]): Promise<HeadOf> {
  const keys = new Set(items.flatMap(({ chain }) => (chain === 'INSTALLATION' ? [] : [chain])));
  if (keys.size === 0) return (keyId) => ledger.key(keyId);
  const heads = await ledger.heads([...keys]).catch(() => undefined);
  return async (keyId) => (heads === undefined ? ledger.key(keyId) : heads.get(keyId));
}
