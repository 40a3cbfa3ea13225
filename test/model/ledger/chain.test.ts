import fc from 'fast-check';
import { chainEntry, chainStart, verifyChain } from '../../../lib/model/ledger/chain';
import type { Entry } from '../../../lib/model/ledger/entry';
import type { Actor, KeyId } from '../../../lib/model/ids';
import { instantOf } from '../../../lib/model/instant';

const keyId = 'team/key' as KeyId;

function chainOf(notes: readonly string[]): { entries: Entry[]; head: { sequence: number; headHash: string } } {
  const entries: Entry[] = [];
  let head = { sequence: 0, headHash: chainStart };
  for (const [index, note] of notes.entries()) {
    const entry = chainEntry(head, {
      chain: keyId,
      type: 'key-changed',
      at: instantOf(index * 1000),
      actor: 'ana' as Actor,
      evidence: { note },
    });
    entries.push(entry);
    head = { sequence: entry.sequence, headHash: entry.hash };
  }
  return { entries, head };
}

const notes = fc.array(fc.string(), { minLength: 2, maxLength: 8 });

describe('a chain of entries', () => {
  it('is intact as it was written', () => {
    fc.assert(
      fc.property(notes, (written) => {
        const { entries, head } = chainOf(written);
        expect(verifyChain(entries, head)).toEqual({ kind: 'intact', entries: written.length });
      }),
    );
  });

  it('names the first entry that was changed', () => {
    fc.assert(
      fc.property(notes, fc.nat(), (written, pick) => {
        const { entries, head } = chainOf(written);
        const index = pick % entries.length;
        const tampered = entries.map((entry, at) => (at === index ? { ...entry, actor: 'eve' as Actor } : entry));
        expect(verifyChain(tampered, head)).toEqual({ kind: 'broken', sequence: index + 1, problem: 'changed' });
      }),
    );
  });

  it('names the first entry that is missing', () => {
    fc.assert(
      fc.property(notes, fc.nat(), (written, pick) => {
        const { entries, head } = chainOf(written);
        const index = pick % entries.length;
        const rest = entries.filter((_, at) => at !== index);
        expect(verifyChain(rest, head)).toEqual({ kind: 'broken', sequence: index + 1, problem: 'missing' });
      }),
    );
  });

  it('names the first of two entries that changed places', () => {
    fc.assert(
      fc.property(notes, fc.nat(), (written, pick) => {
        const { entries, head } = chainOf(written);
        const index = pick % (entries.length - 1);
        const swapped = [...entries];
        [swapped[index], swapped[index + 1]] = [entries[index + 1] as Entry, entries[index] as Entry];
        expect(verifyChain(swapped, head)).toEqual({ kind: 'broken', sequence: index + 1, problem: 'reordered' });
      }),
    );
  });

  it('is broken when its end does not fit the head', () => {
    const { entries } = chainOf(['a', 'b']);
    expect(verifyChain(entries, { sequence: 2, headHash: 'f'.repeat(64) })).toMatchObject({ kind: 'broken' });
  });
});
