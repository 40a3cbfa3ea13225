import { z } from 'zod';

/** A text that holds JSON of this schema. */
export function jsonText<T extends z.ZodType>(schema: T) {
  const parsed = z.string().transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      // The parser's own message quotes the text.
      context.addIssue({ code: 'custom', message: 'is no JSON' });
      return z.NEVER;
    }
  });
  return parsed.pipe(schema);
}
