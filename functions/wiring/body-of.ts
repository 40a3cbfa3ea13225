/** The body's text, out of the base64 that API Gateway wraps around what it takes for binary. */
export function bodyOf(event: { body?: string; isBase64Encoded: boolean }): string | undefined {
  return event.isBase64Encoded && event.body !== undefined ? Buffer.from(event.body, 'base64').toString() : event.body;
}
