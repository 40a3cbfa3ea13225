import type { Finding, LeakReport } from './leak-report';

/** As long as the numbers of a part can be: a report has 1000 findings at most. */
const largestPart = { number: 9999, of: 9999 };

/** The report in numbered parts whose JSON has at most `maxBytes` each (a single larger finding makes a part of its own); findings keep their order. */
export function splitReport(report: LeakReport, maxBytes: number): LeakReport[] {
  const envelope = byteLength({ ...report, part: largestPart, findings: [] });
  const parts: Finding[][] = [];
  let room = 0;
  for (const finding of report.findings) {
    const size = byteLength(finding) + 1;
    const last = parts.at(-1);
    if (last && size <= room) {
      last.push(finding);
      room -= size;
    } else {
      parts.push([finding]);
      room = maxBytes - envelope - size;
    }
  }
  if (parts.length === 1) return [report];
  return parts.map((findings, index) => ({ ...report, part: { number: index + 1, of: parts.length }, findings }));
}

function byteLength(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
