/**
 * A copy as JSON keeps it, which nobody can change: nobody shares an object with who wrote it, and `undefined` is dropped as DynamoDB drops it.
 * What it has from `before`, a frozen object of the same kind, it goes on sharing.
 */
export function frozen<T>(value: T, before?: Readonly<Record<string, unknown>>): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map((item: unknown) => frozen(item))) as T;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const part = (value as Record<string, unknown>)[key];
    if (part !== undefined) copy[key] = part === before?.[key] ? part : frozen(part);
  }
  return Object.freeze(copy) as T;
}
