import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A request as it came over the wire. */
interface Received {
  method: string;
  /** Path and query, as sent. */
  target: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Whether a request is signed as AWS documents Signature Version 4 for `execute-api`; written from that page, without the library that signs. */
export function verifySignature(request: Received, secretAccessKey: string): boolean {
  const match =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    );
  if (match === null) return false;
  const [, day = '', region = '', service = '', signedHeaders = '', signature] = match;
  const names = signedHeaders.split(';');
  if (service !== 'execute-api' || !names.includes('host') || !names.includes('x-amz-date')) return false;
  const [path = '', search = ''] = request.target.split('?');
  const canonical = [
    request.method,
    // Every service but S3 encodes each segment once more.
    path.split('/').map(encoded).join('/'),
    search
      .split('&')
      .filter((part) => part !== '')
      .map((part) => part.split('=').map((text) => encoded(decodeURIComponent(text.replaceAll('+', ' ')))))
      .map(([name, value]) => `${name}=${value ?? ''}`)
      .toSorted()
      .join('&'),
    ...names.map((name) => `${name}:${String(request.headers[name]).trim().replaceAll(/ +/g, ' ')}`),
    '',
    signedHeaders,
    sha256(request.body),
  ].join('\n');
  const date = String(request.headers['x-amz-date']);
  const text = ['AWS4-HMAC-SHA256', date, `${day}/${region}/${service}/aws4_request`, sha256(canonical)].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<Buffer>(hmac, Buffer.from(`AWS4${secretAccessKey}`));
  return hmac(key, text).toString('hex') === signature && date.startsWith(day);
}

function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
