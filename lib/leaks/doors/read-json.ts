import type { z } from 'zod';
import { refusedReport } from '../refused-report';

/** The JSON of a body that was authenticated. @throws RekeyError `bad_input`, without a word of the body */
export function readJson<S extends z.ZodType>(schema: S, body: Buffer): z.output<S> {
  let input: unknown;
  try {
    input = JSON.parse(body.toString('utf8'));
  } catch {
    throw refusedReport('', 'is no JSON'); // the parser's own message quotes the text
  }
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw refusedReport(parsed.error.issues[0]?.path.join('.') ?? '', 'is not as its source writes it');
}
