/** The address with `rel="next"` in a `Link` header (RFC 8288); undefined when there is none. */
export function nextLink(header: string | undefined): string | undefined {
  for (const link of (header ?? '').split(/,(?=[^,]{0,8}<)/)) {
    const match = /^\s*<([^<>]*)>(.*)$/.exec(link);
    if (match !== null && /;\s*rel="?next"?(?:[;,\s]|$)/i.test(match[2] ?? '')) return match[1];
  }
  return undefined;
}
