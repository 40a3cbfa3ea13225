import type { z } from 'zod';
import { fieldOf, manifestInputProblems } from '../../model/manifest/manifest-input-problems';
import { type Problem, RekeyError } from '../../model/rekey-error';
import { bodyLimitBytes } from '../leak-report-request';
import { RefusedRequest } from './refused-request';

/** The JSON body in its parsed form; an absent one reads as `{}`. Of a body that holds values nothing is quoted, not even the name of a field. @throws RefusedRequest 413, 415; RekeyError `bad_input` */
export function requestBody<S extends z.ZodType>(
  schema: S,
  request: { body?: string | undefined; contentType?: string | undefined; holdsValues?: boolean },
): z.output<S> {
  const text = request.body ?? '';
  if (Buffer.byteLength(text) > bodyLimitBytes) {
    throw new RefusedRequest(413, `the body is larger than ${bodyLimitBytes} bytes: send it in parts`);
  }
  if (text !== '' && !/^application\/json\s*(;|$)/i.test(request.contentType ?? '')) {
    throw new RefusedRequest(415, 'the body has to be application/json');
  }
  const input = text === '' ? {} : parseJson(text);
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new RekeyError('bad_input', 'the request is not understood', {
    problems: request.holdsValues ? unquotedProblems(parsed.error) : manifestInputProblems(schema, input, parsed.error),
  });
}

/** Paths are the schema's own words; what the sender named a field may be anything. */
function unquotedProblems({ issues }: z.ZodError): Problem[] {
  return issues.map(({ code, path, message }) => ({
    field: fieldOf(path),
    message: code === 'unrecognized_keys' ? 'there is an unknown field: drop it' : message,
  }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may hold a value.
    throw new RekeyError('bad_input', 'the body is not JSON');
  }
}
