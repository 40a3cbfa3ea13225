import type { Finding, LeakReport } from './leak-report';

/** The report in parts whose JSON has at most `maxBytes` each (a single larger finding makes a part of its own); findings keep their order. */
export function splitReport(report: LeakReport, maxBytes: number): LeakReport[] {
  const envelope = byteLength({ ...report, findings: [] });
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
  return parts.map((findings) => ({ ...report, findings }));
}

function byteLength(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
