import type { z } from 'zod';
import { manifestInputProblems } from '../../model/manifest-input-problems';
import { RekeyError } from '../../model/rekey-error';
import { bodyLimitBytes } from '../leak-report-request';
import { RefusedRequest } from './refused-request';

/** The JSON body in its parsed form; an absent one reads as `{}`. @throws RefusedRequest 413, 415; RekeyError `bad_input` */
export function requestBody<S extends z.ZodType>(
  schema: S,
  request: { body?: string | undefined; contentType?: string | undefined },
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
    problems: manifestInputProblems(schema, input, parsed.error),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may hold a value.
    throw new RekeyError('bad_input', 'the body is not JSON');
  }
}
