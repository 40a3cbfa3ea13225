import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from './assume';

/** One request to an AWS-like API, signed by these credentials, and its answer as it came. */
export async function signedAnswer(of: {
  url: string;
  service: string;
  region: string;
  credentials: Credentials;
  method: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}): Promise<{ status: number; text: string }> {
  const url = new URL(of.url);
  const signer = new SignatureV4({ ...of, sha256: Sha256 });
  const { headers } = await signer.sign({
    method: of.method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    headers: { host: url.host, ...of.headers },
    body: of.body,
  });
  const answer = await fetch(url, { method: of.method, headers, body: of.body });
  return { status: answer.status, text: await answer.text() };
}
