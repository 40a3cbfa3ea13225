/** The items of several sequences, each in order by `orderOf`, as one in that order; of each no more is taken than what is asked for and one. */
export async function* mergeInOrder<T>(
  sequences: readonly AsyncGenerator<T>[],
  orderOf: (item: T) => string,
): AsyncGenerator<T> {
  const next = async (sequence: AsyncGenerator<T>) => {
    const { done, value } = await sequence.next();
    return done ? undefined : { sequence, item: value, order: orderOf(value) };
  };
  try {
    let waiting = (await Promise.all(sequences.map(next))).filter((one) => one !== undefined);
    for (;;) {
      const [first, ...rest] = waiting.toSorted((a, b) => (a.order < b.order ? -1 : a.order === b.order ? 0 : 1));
      if (first === undefined) return;
      yield first.item;
      const after = await next(first.sequence);
      waiting = after === undefined ? rest : [after, ...rest];
    }
  } finally {
    await Promise.all(sequences.map((sequence) => sequence.return(undefined)));
  }
}
