/** `NAME=value`, `export NAME=value`, `name: value` of YAML and HTTP, `"name": "value",` of JSON. */
const pair = /^(?:(?:export|set|env|arg|-e|--env)\s+)?(["'`]?)[\w.$-]{1,256}\1\s*(?:=|:\s|:(?=["'`]))\s*(.+)$/is;

/** `Authorization: Bearer value`, with or without the header's name. */
const authorization = /^(?:(?:proxy-)?authorization\s*[:=]\s*)?["'`]?(?:bearer|basic|token|apikey|api-key)\s+(.+)$/is;

/** What a text may have been wrapped around, one layer taken off: space, quotes, a name, a scheme, an escape. */
export function plainerTexts(text: string): string[] {
  const trimmed = text.trim();
  const found = [
    trimmed,
    unquoted(trimmed),
    trimmed.replace(/[,;]$/, ''),
    authorization.exec(trimmed)?.[1],
    pair.exec(trimmed)?.[2],
    unescaped(trimmed),
    percentDecoded(trimmed),
  ];
  return found.filter((plainer) => plainer !== undefined && plainer !== text) as string[];
}

function unquoted(text: string): string | undefined {
  const first = text[0];
  const quoted = first !== undefined && `"'\``.includes(first) && text.length > 1 && text.endsWith(first);
  return quoted ? text.slice(1, -1) : undefined;
}

function unescaped(text: string): string | undefined {
  if (!text.includes('\\')) return undefined;
  try {
    const parsed: unknown = JSON.parse(`"${text}"`);
    return typeof parsed === 'string' ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function percentDecoded(text: string): string | undefined {
  if (!/%[0-9a-f]{2}/i.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
