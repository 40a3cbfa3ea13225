import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { CallerCredentials } from '../cli-world';
import type { ApiAddress } from './api-address';

/** A request before it is signed; `path` is below the API's own path and already encoded. */
export interface UnsignedRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  body?: string | undefined;
}

/** The URL and headers of a request, signed with Signature Version 4 for `execute-api`. */
export async function signRequest(
  address: ApiAddress,
  request: UnsignedRequest,
  credentials: CallerCredentials,
  at: Date,
): Promise<{ url: string; headers: Record<string, string> }> {
  const { url, region } = address;
  const path = `${url.pathname.replace(/\/$/, '')}${request.path}`;
  const signer = new SignatureV4({ service: 'execute-api', region, credentials, sha256: Sha256 });
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port === '' ? {} : { port: Number(url.port) }),
      path,
      query: request.query,
      headers: {
        host: url.host,
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: request.body,
    },
    { signingDate: at },
  );
  const search = new URLSearchParams(request.query).toString();
  // "host" is signed, and sent by fetch itself.
  const { host: _, ...headers } = signed.headers;
  return { url: `${url.origin}${path}${search === '' ? '' : `?${search}`}`, headers };
}
