import { randomBytes } from 'node:crypto';
import { bodyLimitBytes } from '../../lib/api/leak-report-request';
import { splitReport } from '../../lib/cli/split-report';
import { type LocalApi, startLocalApi } from './local-api';
import { runAgainst } from './run-against';

let api: LocalApi;
beforeEach(async () => {
  api = await startLocalApi();
});
afterEach(() => api.stop());

const result = (filePath: string, value: string) => ({
  filePath,
  sourceContent: `before ${value} after`,
  sourceContentType: 'text',
  messages: [{ ruleId: 'pattern', range: [7, 7 + value.length], loc: { start: { line: 3, column: 7 } } }],
});

describe('rekey leak report', () => {
  test('sends the value from standard input as it came, and repeats it nowhere', async () => {
    const value = randomBytes(20).toString('hex');
    const ran = await runAgainst(api, ['leak', 'report', '--json'], { input: `${value}\n` });
    expect(api.leakReports).toEqual([{ source: 'value', exposure: 'unknown', value: `${value}\n` }]);
    expect(ran.json()).toEqual({ reports: [{ reportId: 'report-1', findings: 1 }], findings: 1 });
    expect(ran.out + ran.err).not.toContain(value);
    expect(ran.exit).toBe(0);
  });

  test('asks before a public one, and sends nothing without a yes', async () => {
    const ran = await runAgainst(api, ['leak', 'report', 'found.txt', '--exposure', 'public'], {
      files: { 'found.txt': 'x'.repeat(20) },
      answer: 'no',
    });
    expect(ran.exit).toBe(3);
    expect(api.leakReports).toEqual([]);
  });

  test('sends a public one with --yes', async () => {
    await runAgainst(api, ['leak', 'report', '--exposure', 'public', '--yes'], { input: 'x'.repeat(20) });
    expect(api.leakReports).toMatchObject([{ exposure: 'public' }]);
  });

  test('refuses an empty input', async () => {
    expect((await runAgainst(api, ['leak', 'report'], { input: ' \n' })).exit).toBe(2);
  });

  test('sends what secretlint found, and none of the source around it', async () => {
    const value = randomBytes(20).toString('hex');
    const input = JSON.stringify([result('a.env', value), { filePath: 'clean.ts', sourceContent: 'x', messages: [] }]);
    await runAgainst(api, ['leak', 'report', '-', '--source', 'secretlint'], { input });
    expect(api.leakReports).toMatchObject([
      { source: 'secretlint', report: [{ filePath: 'a.env', sourceContent: value, messages: [{ range: [0, 40] }] }] },
    ]);
  });

  test('sends nothing and exits 0 when secretlint found nothing', async () => {
    const ran = await runAgainst(api, ['leak', 'report', '--source', 'secretlint', '--json'], { input: '[]' });
    expect(ran.json()).toEqual({ reports: [], findings: 0 });
    expect(ran.exit).toBe(0);
  });

  test('refuses what is no report without quoting it', async () => {
    const value = randomBytes(20).toString('hex');
    const ran = await runAgainst(api, ['leak', 'report', '--source', 'secretlint'], { input: value });
    expect(ran.exit).toBe(2);
    expect(ran.err).not.toContain(value);
  });
});

describe('splitReport', () => {
  test('keeps every finding, in order, in parts below the limit of a request', () => {
    const files = Array.from({ length: 300 }, (_, index) =>
      result(`${index}.env`, String(index).padStart(10_000, 'x')),
    );
    const parts = splitReport(JSON.stringify(files));
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(bodyLimitBytes);
    expect(parts.flat().map((finding) => (finding as { filePath: string }).filePath)).toEqual(
      files.map((file) => file.filePath),
    );
  });

  test('puts a thousand findings in a part at most', () => {
    const files = Array.from({ length: 1001 }, (_, index) => result(`${index}.env`, 'x'.repeat(20)));
    expect(splitReport(JSON.stringify(files)).map((part) => part.length)).toEqual([1000, 1]);
  });
});
