import type { z } from 'zod';
import { RekeyError } from '../../model/rekey-error';

/** A path parameter in its parsed form, percent-encoded or not. @throws RekeyError `bad_input` */
export function pathParameter<S extends z.ZodType>(schema: S, name: string, text: string | undefined): z.output<S> {
  const parsed = schema.safeParse(decoded(text ?? ''));
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues[0]?.message ?? 'is not understood';
  throw new RekeyError('bad_input', `the ${name} in the path is not understood: ${message}`, {
    problems: [{ field: name, message }],
  });
}

/** No id holds a `%`, so decoding what API Gateway has decoded already changes nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray "%", which no schema of an id takes
  }
}
