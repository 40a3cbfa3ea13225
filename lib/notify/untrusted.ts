const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/** Text of somebody else's on one line of plain text: no control or formatting characters, nothing that a mail client makes a link of, at most `limit` characters. */
export function untrusted(text: string, limit = 500): string {
  return cut(noHosts(noScheme(oneLine(text))), limit);
}

/** The same for the path of a file, which keeps the dot of its extension: after a slash it makes no link. */
export function untrustedPath(path: string, limit = 300): string {
  const line = noScheme(oneLine(path));
  const extension = /^\S*\/[^\s/]*?(\.[\p{L}\d]+)$/u.exec(line)?.[1] ?? '';
  return cut(noHosts(line.slice(0, line.length - extension.length)) + extension, limit);
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

function noHosts(text: string): string {
  return text.replaceAll(/(?<=[^\s/])\.(?=\p{L}{2})/gu, '[.]');
}

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
