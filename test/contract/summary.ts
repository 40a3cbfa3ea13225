const columns: string[] = [];
const rows = new Map<string, Map<string, string>>();

/** Notes what a row came to on a subject. */
export function note(rule: string, subject: string, result: 'kept' | 'departs' | 'FAILED'): void {
  // Tests run in random order; the columns do not.
  if (!columns.includes(subject)) columns.push(subject);
  columns.sort((a, b) => Number(b === 'memory') - Number(a === 'memory'));
  const row = rows.get(rule) ?? new Map<string, string>();
  rows.set(rule, row.set(subject, result));
}

/** The table of rules by subjects, as Markdown. */
export function summary(): string {
  const lines = [...rows].map(
    ([rule, results]) => `| ${rule} | ${columns.map((name) => results.get(name) ?? '-').join(' | ')} |`,
  );
  const kept = columns.map((name) => [...rows.values()].filter((results) => results.get(name) === 'kept').length);
  return [
    `| rule | ${columns.join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    ...lines.toSorted(),
    `| **kept, of ${rows.size}** | ${kept.join(' | ')} |`,
  ].join('\n');
}
