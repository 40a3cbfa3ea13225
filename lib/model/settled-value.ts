/** What a promise that has settled was fulfilled with. @throws why it was rejected */
export function settledValue<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}
