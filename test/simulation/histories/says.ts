/**
 * Whether a text stands anywhere in plain data, in a value or in the name of a field; quicker than to write the data down and look there.
 * What is frozen is passed over: it came out of the ledger, and was looked at when it went in.
 */
export function says(data: unknown, text: string): boolean {
  if (typeof data === 'string') return data.includes(text);
  if (typeof data !== 'object' || data === null || Object.isFrozen(data)) return false;
  if (Array.isArray(data)) return data.some((item) => says(item, text));
  for (const name in data) {
    if (name.includes(text) || says((data as Record<string, unknown>)[name], text)) return true;
  }
  return false;
}
