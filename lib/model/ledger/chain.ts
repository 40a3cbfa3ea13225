import { hash as digest } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Entry } from './entry';

/** `prevHash` of the first entry of a chain. */
export const chainStart = '0'.repeat(64);

/** The hash of an entry: SHA-256 over the hash before it and the entry's canonical JSON (RFC 8785) without `hash`. */
export function hashOf(entry: Omit<Entry, 'hash'>): string {
  const { hash: _, ...covered } = entry as Entry;
  return sealOf(entry.prevHash, textOf(covered));
}

function textOf(covered: Omit<Entry, 'hash'>): string {
  return canonicalize(covered) as string;
}

function sealOf(prevHash: string, text: string): string {
  return digest('sha256', `${prevHash}${text}`);
}

/** The entry that follows `head` in its chain. */
export function chainEntry(
  head: { sequence: number; headHash: string },
  draft: Omit<Entry, 'sequence' | 'prevHash' | 'hash'>,
): Entry {
  const prevHash = head.headHash;
  const text = textOf({ ...draft, sequence: head.sequence + 1, prevHash });
  // What is kept is what was sealed, and nothing else.
  return { ...(JSON.parse(text) as Omit<Entry, 'hash'>), hash: sealOf(prevHash, text) };
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
