import type { Ran } from './run-harness';

/** How fast histories were lived, in words: by the clock on the wall, and by the time that a core worked on them, which says more where others use the machine as well. */
export function speedOf({ histories, seconds, cpuSeconds }: Ran): string {
  const wall = `${seconds.toFixed(1)} s, ${(histories / seconds).toFixed(1)} a second`;
  const cpu = `${cpuSeconds.toFixed(1)} s of processor time, ${(histories / cpuSeconds).toFixed(1)} a second and core`;
  return `${histories} histories in ${wall}; ${cpu}`;
}
