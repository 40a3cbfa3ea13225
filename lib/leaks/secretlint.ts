import { SecretValue } from '../model/secret-value';
import type { Candidate } from './candidate';
import type { LeakSource } from './leak-source';
import { shortestReading } from './reading-limits';
import { refusedReport } from './refused-report';
import { secretlintReportSchema, type SecretlintReport } from './secretlint-report';

/** Secretlint's JSON report: the value is cut out of the file's content, which masking does not cover. */
export const secretlint: LeakSource = {
  name: 'secretlint',
  possession: true,
  read(request, limit) {
    const candidates: Candidate[] = [];
    for (const [index, file] of parse(request.report).entries()) {
      for (const [at, message] of file.messages.entries()) {
        const value = cut(file, message.range, `report[${index}].messages[${at}].range`);
        // Some rules report a whole file, by an empty range: there is nothing to look up.
        if (value.trim().length < shortestReading) continue;
        if (candidates.length === limit) {
          throw refusedReport('report', `has more than ${limit} findings: send it in parts`);
        }
        const line = message.loc?.start.line;
        candidates.push({
          value: new SecretValue(value),
          sighting: {
            file: file.filePath,
            ...(line !== undefined && Number.isSafeInteger(line) && line > 0 ? { line } : {}),
            ...(message.ruleId === undefined ? {} : { rule: message.ruleId }),
          },
        });
      }
    }
    return candidates;
  },
};

function parse(report: unknown): SecretlintReport {
  const parsed = secretlintReportSchema.safeParse(typeof report === 'string' ? json(report) : report);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path ?? [];
  const field = path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}.${String(part)}`),
    'report',
  );
  throw refusedReport(field, 'is not as secretlint writes it with --format json');
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusedReport('report', 'is no JSON'); // the parser's own message quotes the text
  }
}

function cut(file: SecretlintReport[number], [start, end]: readonly [number, number], field: string): string {
  if (file.sourceContent === undefined) {
    if (start === end) return '';
    throw refusedReport(field, 'points into a content that is missing: keep sourceContent in the report');
  }
  if (start > end || end > file.sourceContent.length) throw refusedReport(field, 'lies outside sourceContent');
  return file.sourceContent.slice(start, end);
}
