/** What a series of measurements says, in its own unit; by nearest rank, so each is a value that was measured. */
export interface Percentiles {
  p50: number;
  p95: number;
}

/** The percentiles of at least one measurement. @throws Error when there is none */
export function percentiles(measured: readonly number[]): Percentiles {
  const sorted = measured.toSorted((one, other) => one - other);
  const at = (share: number): number => {
    const value = sorted[Math.ceil(share * sorted.length) - 1];
    if (value === undefined) throw new Error('nothing was measured');
    return value;
  };
  return { p50: at(0.5), p95: at(0.95) };
}
