/** The items of a sequence in portions of at most so many, each as soon as it is full or there are no more. */
export async function* inPortions<T>(items: AsyncIterable<T>, most: number): AsyncGenerator<T[]> {
  let portion: T[] = [];
  for await (const item of items) {
    portion.push(item);
    if (portion.length < most) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}
