/** Text of others made safe for a terminal: control and direction characters, which could repaint it, become a mark. */
export function visible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
}
