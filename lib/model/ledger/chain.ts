import { hash as digest } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Entry } from './entry';

/** `prevHash` of the first entry of a chain. */
export const chainStart = '0'.repeat(64);

/** The hash of an entry: SHA-256 over the hash before it and the entry's canonical JSON (RFC 8785) without `hash`. */
export function hashOf(entry: Omit<Entry, 'hash'>): string {
  const { hash: _, ...covered } = entry as Entry;
  return sealOf(covered);
}

function sealOf(covered: Omit<Entry, 'hash'>): string {
  return digest('sha256', `${covered.prevHash}${canonicalize(covered)}`);
}

/** The entry that follows `head` in its chain. */
export function chainEntry(
  head: { sequence: number; headHash: string },
  draft: Omit<Entry, 'sequence' | 'prevHash' | 'hash'>,
): Entry {
  const plain = JSON.parse(JSON.stringify(draft)) as typeof draft;
  const unsealed = { ...plain, sequence: head.sequence + 1, prevHash: head.headHash };
  return { ...unsealed, hash: sealOf(unsealed) };
}

/** What a recomputation of a chain found. `sequence` names the first entry that does not fit. */
export type ChainVerdict =
  | { kind: 'intact'; entries: number }
  | { kind: 'broken'; sequence: number; problem: 'changed' | 'missing' | 'reordered' };

/** Recomputes a chain, in the order given, and compares its end with what the head recorded. */
export function verifyChain(entries: readonly Entry[], head: { sequence: number; headHash: string }): ChainVerdict {
  let prevHash = chainStart;
  for (const [index, entry] of entries.entries()) {
    const sequence = index + 1;
    if (entry.sequence !== sequence) {
      const elsewhere = entries.some((other) => other.sequence === sequence);
      return { kind: 'broken', sequence, problem: elsewhere ? 'reordered' : 'missing' };
    }
    if (hashOf(entry) !== entry.hash) return { kind: 'broken', sequence, problem: 'changed' };
    // A hash that is right for its own entry but does not follow from the one before: the neighbour was exchanged.
    if (entry.prevHash !== prevHash) return { kind: 'broken', sequence, problem: 'reordered' };
    prevHash = entry.hash;
  }
  if (entries.length < head.sequence) return { kind: 'broken', sequence: entries.length + 1, problem: 'missing' };
  if (entries.length > head.sequence || prevHash !== head.headHash) {
    return { kind: 'broken', sequence: Math.min(entries.length, head.sequence + 1), problem: 'changed' };
  }
  return { kind: 'intact', entries: entries.length };
}
