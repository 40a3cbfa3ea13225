/** The text that a base64 or base64url string stands for; undefined when it is none, or stands for no UTF-8 text. */
export function base64Decoded(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/_-]{12,}={0,2}$/.test(text)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64'));
  } catch {
    return undefined;
  }
}
