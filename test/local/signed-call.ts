import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from './assume';

/** Status of one call of the operator API, signed by these credentials. */
export async function signedCall(of: {
  api: string;
  region: string;
  credentials: Credentials;
  method: string;
  path: string;
}): Promise<number> {
  const url = new URL(`${of.api}${of.path}`);
  const signer = new SignatureV4({ ...of, service: 'execute-api', sha256: Sha256 });
  const { headers } = await signer.sign({
    method: of.method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    headers: { host: url.host },
  });
  return (await fetch(url, { method: of.method, headers })).status;
}
