/** The same grant as an issuer gives it back: its parts stand in an order of the issuer's own. */
export function inAnotherOrder<T>(value: T): T {
  if (Array.isArray(value)) return value.map(inAnotherOrder) as T;
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(([name, part]) => [name, inAnotherOrder(part)] as const);
  return Object.fromEntries(parts.toReversed()) as T;
}
