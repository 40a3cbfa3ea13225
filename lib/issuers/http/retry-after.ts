/** Seconds to wait by a `Retry-After` header, as a count or an HTTP date (RFC 9110, 10.2.3); at most a day, undefined when it says nothing usable. */
export function retryAfterSeconds(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  const seconds = /^\d{1,10}$/.test(text) ? Number(text) : Math.ceil((httpDate(text) - nowMs) / 1000);
  if (Number.isNaN(seconds)) return undefined;
  return Math.min(Math.max(seconds, 0), 86_400);
}

function httpDate(text: string): number {
  // Date.parse takes almost anything for a date; a header that is neither form is no answer.
  return /^[A-Z][a-z]+, .*GMT$/.test(text) ? Date.parse(text) : Number.NaN;
}
