const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/** Text of somebody else's on one line of plain text: no control or formatting characters, nothing that a mail client makes a link of, at most `limit` characters. */
export function untrusted(text: string, limit = 500): string {
  return cut(noScheme(oneLine(text)).replaceAll(/\.(?=[\p{L}]{2})/gu, '[.]'), limit);
}

/** The same for the path of a file, whose dots are only taken apart where a host's name could stand. */
export function untrustedPath(path: string, limit = 300): string {
  const [first = '', ...rest] = noScheme(oneLine(path)).split('/');
  return cut(
    [first.length > 1 ? first.replaceAll(/(?<=[^.])\.(?=[\p{L}]{2})/gu, '[.]') : first, ...rest].join('/'),
    limit,
  );
}

/** Somebody else's text for JSON: as it is, but for control and formatting characters; at most `limit` characters. */
export function printable(text: string, limit = 1024): string {
  return cut(oneLine(text), limit);
}

function oneLine(text: string): string {
  return text.replaceAll(unprintable, ' ').trim();
}

function noScheme(text: string): string {
  return text.replaceAll('://', '[:]//').replaceAll(/\b(mailto|javascript|data|tel):/gi, '$1[:]');
}

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
