import { search } from '@aws-lambda-powertools/jmespath';

/** What a JMESPath expression finds in an answer; undefined when nothing, null, or when the answer does not suit the expression. */
export function extract(expression: string, answer: unknown): unknown {
  try {
    return search(expression, answer as Parameters<typeof search>[1]) ?? undefined;
  } catch {
    return undefined; // its message quotes the answer
  }
}

/** The text or number found, as text; undefined for anything else, for the empty text, and for a number too large to be exact. */
export function extractText(expression: string, answer: unknown): string | undefined {
  const found = extract(expression, answer);
  if (typeof found === 'string' && found !== '') return found;
  return Number.isSafeInteger(found) ? String(found) : undefined;
}
