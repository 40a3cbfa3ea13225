import type { Ran } from './run-harness';

/** What several runs came to together: their histories, and the processor time of all; the real time of the longest. The failure is the first one. */
export function sumOf(runs: readonly Ran[]): Ran {
  const coverage: Record<string, number> = {};
  for (const run of runs)
    for (const [name, count] of Object.entries(run.coverage)) coverage[name] = (coverage[name] ?? 0) + count;
  const failure = runs.find((run) => run.failure !== undefined)?.failure;
  return {
    histories: runs.reduce((sum, { histories }) => sum + histories, 0),
    seconds: Math.max(0, ...runs.map(({ seconds }) => seconds)),
    cpuSeconds: runs.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    coverage,
    ...(failure && { failure }),
  };
}
