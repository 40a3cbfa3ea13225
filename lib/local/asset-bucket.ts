import { createHash } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { RekeyError } from '../model/rekey-error';
import type { Deployment } from './deploy';

/** Hash of an empty body, which S3 wants to be named. */
const emptyHash = createHash('sha256').digest('hex');

/**
 * Makes the bucket that the CDK publishes assets to, if there is none; the rest of the CDK's bootstrap stack is of no use at a local endpoint.
 * @throws RekeyError `unavailable` when the endpoint refuses
 */
export async function makeAssetBucket(endpoint: Deployment['endpoint']): Promise<void> {
  const { hostname, port, protocol } = new URL(endpoint.url);
  const path = `/cdk-hnb659fds-assets-${await accountOf(endpoint)}-${endpoint.region}`;
  const signer = new SignatureV4({ ...endpoint, service: 's3', sha256: Sha256, uriEscapePath: false });
  const signed = await signer.sign({
    method: 'PUT',
    protocol,
    hostname,
    path,
    headers: { host: port ? `${hostname}:${port}` : hostname, 'x-amz-content-sha256': emptyHash },
  });
  const answer = await fetch(new URL(path, endpoint.url), { method: 'PUT', headers: signed.headers });
  // 409: it is there already, and ours.
  if (answer.ok || answer.status === 409) return;
  throw new RekeyError('unavailable', `${endpoint.url} refused to make the bucket ${path.slice(1)}: ${answer.status}`);
}

async function accountOf(endpoint: Deployment['endpoint']): Promise<string> {
  // Loaded when needed: most commands deploy nothing.
  const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
  const { url, region, credentials } = endpoint;
  const client = new STSClient({ endpoint: url, region, credentials });
  try {
    const { Account } = await client.send(new GetCallerIdentityCommand({}));
    return Account ?? '000000000000';
  } catch (cause) {
    throw new RekeyError('unavailable', `${url} does not say whose account it is`, { cause });
  } finally {
    client.destroy();
  }
}
