import fc from 'fast-check';
import { mergeInOrder } from '../../../lib/aws/dynamo/merge-in-order';
import { collect } from '../../contract/collect';

async function* each(numbers: readonly string[], taken: { count: number } = { count: 0 }): AsyncGenerator<string> {
  for (const number of numbers) {
    taken.count += 1;
    yield number;
  }
}

describe('sequences merged in order', () => {
  test('give every item of each, in order', async () => {
    const sorted = fc.array(fc.stringMatching(/^[0-9]{4}$/)).map((items) => items.toSorted());
    await fc.assert(
      fc.asyncProperty(fc.array(sorted, { maxLength: 5 }), async (lists) => {
        const merged = await collect(
          mergeInOrder(
            lists.map((list) => each(list)),
            (item) => item,
          ),
        );
        expect(merged).toEqual(lists.flat().toSorted());
      }),
    );
  });

  test('are read no further than they are asked for', async () => {
    const taken = { count: 0 };
    const merged = mergeInOrder([each(['1', '2', '3', '4'], taken), each(['5'])], (item) => item);
    expect((await merged.next()).value).toBe('1');
    expect((await merged.next()).value).toBe('2');
    await merged.return(undefined);
    expect(taken.count).toBeLessThanOrEqual(3);
  });
});
