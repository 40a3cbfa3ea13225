import { createHash } from 'node:crypto';

/** How a value can stand in bytes without being seen at a glance. A bare digest is no plaintext, but it lets anybody test a guess. */
export type CanaryEncoding =
  | 'plain'
  | 'json-escaped'
  | 'url-encoded'
  | 'form-encoded'
  | 'percent-encoded'
  | 'html-escaped'
  | 'base64'
  | 'base64url'
  | 'hex'
  | 'utf-16le'
  | 'utf-16be'
  | 'reversed'
  | 'bare digest';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Every byte sequence that betrays a value, with what it is. */
export function canaryEncodings(value: string): [CanaryEncoding, Buffer][] {
  const bytes = Buffer.from(value);
  const hex = bytes.toString('hex');
  const percent = hex.replaceAll(/../g, '%$&');
  const urlEncoded = encodeURIComponent(value);
  const found: [CanaryEncoding, Buffer][] = [
    ['plain', bytes],
    ['json-escaped', Buffer.from(jsonInside(value))],
    ['json-escaped', Buffer.from(jsonInside(jsonInside(value)))],
    ['json-escaped', Buffer.from(jsonInside(value).replaceAll('/', '\\/'))],
    ['url-encoded', latin(urlEncoded)],
    ['url-encoded', latin(urlEncoded.replaceAll(/%../g, (code) => code.toLowerCase()))],
    ['url-encoded', latin(encodeURIComponent(urlEncoded))],
    ['form-encoded', latin(new URLSearchParams({ v: value }).toString().slice(2))],
    ['percent-encoded', latin(percent)],
    ['percent-encoded', latin(percent.toUpperCase())],
    ['html-escaped', Buffer.from(htmlEscaped(value))],
    ['hex', latin(hex)],
    ['hex', latin(hex.toUpperCase())],
    ['utf-16le', Buffer.from(value, 'utf16le')],
    ['utf-16be', Buffer.from(value, 'utf16le').swap16()],
    ['reversed', Buffer.from(Array.from(value).toReversed().join(''))],
    ...(['base64', 'base64url'] as const).flatMap((encoding) =>
      [0, 1, 2].map((skipped): [CanaryEncoding, Buffer] => [encoding, latin(wholeGroups(bytes, skipped, encoding))]),
    ),
    ...['md5', 'sha1', 'sha256', 'sha512'].flatMap((algorithm) => digests(algorithm, value)),
  ];
  const distinct = new Map(
    found.toReversed().map(([name, needle]) => [needle.toString('hex'), [name, needle] as const]),
  );
  return [...distinct.values()].toReversed().map(([name, needle]) => [name, needle]);
}

function jsonInside(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function htmlEscaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** The part of the base64 text that is the value's alone, when `skipped` of its bytes share a group with what stands before it. */
function wholeGroups(bytes: Buffer, skipped: number, encoding: 'base64' | 'base64url'): string {
  const own = bytes.subarray(skipped);
  return own.subarray(0, own.length - (own.length % 3)).toString(encoding);
}

function digests(algorithm: string, value: string): [CanaryEncoding, Buffer][] {
  const digest = createHash(algorithm).update(value).digest();
  const texts = [digest.toString('hex'), digest.toString('hex').toUpperCase(), digest.toString('base64url')];
  return [
    ...texts.map((text): [CanaryEncoding, Buffer] => ['bare digest', latin(text)]),
    ['bare digest', latin(digest.toString('base64').replace(/=+$/, ''))],
  ];
}
