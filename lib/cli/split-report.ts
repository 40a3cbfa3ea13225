import { z } from 'zod';
import { bodyLimitBytes, findingsPerReport } from '../api/leak-report-request';
import { CliError } from './cli-error';

const range = z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]);
const messageSchema = z.looseObject({ range });
const resultSchema = z.looseObject({
  filePath: z.string(),
  sourceContent: z.string().optional(),
  messages: z.array(messageSchema),
});
type Result = z.infer<typeof resultSchema>;

/** Most bytes of a part: the rest of the request needs some room below the API's limit. */
const partBytes = bodyLimitBytes - 4096;

/** A secretlint report (`--format json`) in parts small enough for one request each, with no more of the sources than what was found. @throws CliError `bad_input` */
export function splitReport(text: string): unknown[][] {
  const parts: unknown[][] = [];
  let room = 0;
  for (const finding of parse(text).flatMap(findingsOf)) {
    const bytes = Buffer.byteLength(JSON.stringify(finding)) + 1;
    if (bytes > partBytes)
      throw new CliError('bad_input', `a finding in ${finding.filePath} is too large to be a credential`);
    if (parts.length === 0 || bytes > room || parts.at(-1)?.length === findingsPerReport) {
      parts.push([]);
      room = partBytes;
    }
    parts.at(-1)?.push(finding);
    room -= bytes;
  }
  return parts;
}

/** One result a finding: the text around it stays on this machine. */
function findingsOf(result: Result): Result[] {
  return result.messages.map((message) => {
    const [start, end] = message.range;
    const found = result.sourceContent?.slice(start, end);
    if (found === undefined) return { ...result, messages: [message] };
    return { ...result, sourceContent: found, messages: [{ ...message, range: [0, found.length] }] };
  });
}

function parse(text: string): Result[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined; // the parser's own message quotes the text
  }
  const parsed = z.array(resultSchema).safeParse(json);
  if (parsed.success) return parsed.data;
  throw new CliError('bad_input', 'this is no secretlint report: make it with "secretlint --format json"');
}
