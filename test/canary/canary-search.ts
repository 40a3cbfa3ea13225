import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type CanaryEncoding, canaryEncodings } from './canary-encodings';

/** What is searched: a named text or bytes, or a file or directory with all below it. */
export type Haystack = { name: string; content: string | Uint8Array } | { path: string };

/** Where a canary was found. It names the canary and never holds its value. */
export interface CanaryHit {
  canary: string;
  encoding: CanaryEncoding;
  /** Name of the haystack, or path of the file. */
  where: string;
  /** Bytes from the beginning to the first occurrence there. */
  offset: number;
}

interface Needle {
  canary: string;
  encoding: CanaryEncoding;
  bytes: Buffer;
}

/** Shorter needles would be found in any text. */
const shortestCanary = 8;

/**
 * Searches for values in each of their encodings: the first occurrence of each encoding in each place. Files are read in
 * pieces, so that their size does not matter. @throws Error for a canary under 8 characters, or a path that cannot be read
 */
export async function canarySearch(given: {
  canaries: ReadonlyMap<string, string>;
  haystacks: Iterable<Haystack> | AsyncIterable<Haystack>;
}): Promise<CanaryHit[]> {
  const needles = needlesOf(given.canaries);
  const hits: CanaryHit[] = [];
  for await (const haystack of given.haystacks) {
    if ('content' in haystack) {
      hits.push(...(await searchPieces(needles, haystack.name, [Buffer.from(haystack.content)])));
      continue;
    }
    for await (const file of filesBelow(haystack.path)) {
      hits.push(...(await searchPieces(needles, file, createReadStream(file) as AsyncIterable<Buffer>)));
    }
  }
  return hits;
}

function needlesOf(canaries: ReadonlyMap<string, string>): Needle[] {
  return [...canaries].flatMap(([canary, value]) => {
    if (value.length < shortestCanary) throw new Error(`canary ${canary} is shorter than ${shortestCanary} characters`);
    return canaryEncodings(value).map(([encoding, bytes]) => ({ canary, encoding, bytes }));
  });
}

async function searchPieces(
  needles: readonly Needle[],
  where: string,
  pieces: Iterable<Buffer> | AsyncIterable<Buffer>,
): Promise<CanaryHit[]> {
  const overlap = Math.max(0, ...needles.map(({ bytes }) => bytes.length - 1));
  const sought = new Set(needles);
  const hits: CanaryHit[] = [];
  let before: Buffer = Buffer.alloc(0);
  let read = 0;
  for await (const piece of pieces) {
    // What a needle may have begun in the piece before is searched again together with this one.
    const window = before.length === 0 ? piece : Buffer.concat([before, piece]);
    for (const needle of sought) {
      const at = window.indexOf(needle.bytes);
      if (at === -1) continue;
      const { canary, encoding } = needle;
      hits.push({ canary, encoding, where, offset: read - before.length + at });
      sought.delete(needle);
    }
    read += piece.length;
    before = window.subarray(Math.max(0, window.length - overlap));
  }
  return hits;
}

async function* filesBelow(path: string): AsyncGenerator<string> {
  if (!(await stat(path)).isDirectory()) {
    yield path;
    return;
  }
  const entries = await readdir(path, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = join(path, entry.name);
    // A link may lead in a circle, and what it leads to is searched where it is.
    if (entry.isDirectory()) yield* filesBelow(inner);
    else if (entry.isFile()) yield inner;
  }
}
