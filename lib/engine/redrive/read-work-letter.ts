import { keyOf, workSchema } from '../../model/work/work';
import type { LetterContent } from '../../ports';

/** Reads a letter of a worker's queue. */
export function readWorkLetter(letter: unknown): LetterContent | undefined {
  const work = workSchema.safeParse(letter).data;
  if (work === undefined) return undefined;
  const key = keyOf(work);
  return { what: work.kind, ...(key && { key }) };
}
