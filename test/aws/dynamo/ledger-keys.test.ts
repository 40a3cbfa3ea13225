import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { readStreamEntry } from '../../../lib/aws';
import { entryItem } from '../../../lib/aws/dynamo/ledger-items';
import { dueItemKey, dueKeys, entrySk, place, readDueItem } from '../../../lib/aws/dynamo/ledger-keys';
import { readCursor, writeCursor } from '../../../lib/aws/dynamo/page-cursor';
import { type Due, dueKindSchema } from '../../../lib/model/ledger/due';
import { keyIdSchema, type KeyId } from '../../../lib/model/ids';
import { instantOf } from '../../../lib/model/instant';
import { follow, issuer, registration } from '../../contract/samples';

const keyId = fc
  .stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,9}(\/[A-Za-z0-9][A-Za-z0-9._-]{0,9}){0,2}$/)
  .map((id) => keyIdSchema.parse(id));
const due: fc.Arbitrary<Due> = fc.record({
  at: fc.integer({ min: 0, max: 4e12 }).map(instantOf),
  kind: fc.constantFrom(...dueKindSchema.options),
});

describe('entrySk', () => {
  test('text order is the order of sequence', () => {
    const sequence = fc.integer({ min: 1, max: 999_999_999_999 });
    fc.assert(
      fc.property(sequence, sequence, (a, b) => {
        expect(entrySk(a) < entrySk(b)).toBe(a < b);
      }),
    );
  });
});

describe('due keys', () => {
  test('a due item reads back as it was written', () => {
    fc.assert(
      fc.property(keyId, due, fc.constantFrom('', '12', 'a1b2c3', 'ci/x:a1b2'), (chain, when, id) => {
        const item = { ...place.head(chain), ...dueKeys(chain, id, when, issuer) };
        expect(readDueItem(item)).toEqual({ chain, id, issuer, ...when });
      }),
    );
  });

  test('an item stays in its shard whenever it is due', () => {
    fc.assert(
      fc.property(keyId, due, due, (chain, a, b) => {
        expect(dueKeys(chain, 'x', a)['duePk']).toBe(dueKeys(chain, 'x', b)['duePk']);
      }),
    );
  });

  test.each([
    ['rotate', '', { pk: 'KEY#a/b', sk: 'KEY' }],
    ['publish', '7', { pk: 'KEY#a/b', sk: 'ENTRY#000000000007' }],
    ['search', 'v1', { pk: 'KEY#a/b', sk: 'ATTEMPT#v1' }],
    ['retire', 'v1', { pk: 'KEY#a/b', sk: 'VERSION#v1' }],
    ['contain', 'a/b:v1', { pk: 'KEY#a/b', sk: 'INCIDENT#a/b:v1' }],
  ] as const)('what is due to %s with id "%s" is found', (kind, id, key) => {
    expect(dueItemKey({ chain: 'a/b' as KeyId, kind, id })).toEqual(key);
  });

  test('an index entry that nobody wrote so is corrupt', () => {
    expect(() => readDueItem({ pk: 'KEY#a', dueSk: 'soon#rotate#' })).toThrow(
      expect.objectContaining({ code: 'corrupt' }),
    );
  });
});

describe('page cursor', () => {
  test('it reads back as written, and anything else is bad input', () => {
    const cursor = { shard: 2, start: { pk: 'a', sk: 'b' } };
    expect(readCursor(writeCursor(cursor))).toEqual(cursor);
    expect(readCursor(undefined)).toEqual({ shard: 0 });
    for (const text of ['', 'x', writeCursor({ ...cursor, shard: -1 })]) {
      expect(() => readCursor(text)).toThrow(expect.objectContaining({ code: 'bad_input' }));
    }
  });
});

describe('readStreamEntry', () => {
  const { head } = registration('ci/publish');
  const { entry } = follow(head);
  const image = (publish: boolean) => marshall(entryItem(entry, publish), { removeUndefinedValues: true });

  test('an entry to be told is read without its keys', () => {
    expect(readStreamEntry(image(true) as Parameters<typeof readStreamEntry>[0])).toEqual(entry);
  });

  test('one that is told already, or is not to be, is passed over', () => {
    expect(readStreamEntry(image(false) as Parameters<typeof readStreamEntry>[0])).toBeUndefined();
  });

  test('other items are passed over', () => {
    expect(readStreamEntry({ sk: { S: 'KEY' }, duePk: { S: 'DUE#1' } })).toBeUndefined();
  });
});
