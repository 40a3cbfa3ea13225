import { RekeyError } from '../../model/rekey-error';
import type { StackRequest } from './stack-request';

/** What a stack is told of its resource. */
export type StackAnswer = { kind: 'done'; data: Record<string, string> } | { kind: 'failed'; reason: string };

/** The whole answer may have 4096 bytes: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html */
const longestReason = 1500;

/** Seconds that the answer may take; CloudFormation's bucket is near. */
const patienceSeconds = 10;

/** Hosts of S3, in whose buckets CloudFormation takes answers. */
const bucketHost = /^[a-z0-9.-]+\.s3[.-]([a-z0-9-]+\.)?amazonaws\.com(\.cn)?$/;

/** Answers CloudFormation. `anyAddress` at a local endpoint only: elsewhere answers go to S3 and nowhere else, whatever an invoker says. @throws RekeyError `refused` for another address, `unavailable` when it is not taken */
export async function answerStack(
  { registration, requestId, answerTo }: StackRequest,
  answer: StackAnswer,
  { anyAddress }: { anyAddress: boolean },
): Promise<void> {
  const url = answerTo.reveal();
  if (!anyAddress && !leadsToS3(url)) {
    throw new RekeyError('refused', 'the answer is not to go to an address of S3: CloudFormation did not ask');
  }
  const { wish, key, previous, stackId, resource } = registration;
  const asked = wish === 'declare' && answer.kind === 'done' ? key : (previous ?? key);
  const body = JSON.stringify({
    Status: answer.kind === 'done' ? 'SUCCESS' : 'FAILED',
    ...(answer.kind === 'failed' ? { Reason: shortened(answer.reason) } : { Data: answer.data }),
    // The key's own id; a refused resource has none, and needs one that is none.
    PhysicalResourceId: asked === '' ? `rekey:none:${resource}` : asked.slice(0, 1024),
    StackId: stackId,
    RequestId: requestId,
    LogicalResourceId: resource,
  });
  // Bytes and not text: the signature is over an empty content type.
  const request = { method: 'PUT', body: new TextEncoder().encode(body), redirect: 'error' as const };
  const response = await fetch(url, { ...request, signal: AbortSignal.timeout(patienceSeconds * 1000) }).catch(
    () => undefined, // the error's text may quote the address
  );
  if (response?.ok) return;
  throw new RekeyError('unavailable', `CloudFormation did not take the answer: ${response?.status ?? 'no connection'}`);
}

function leadsToS3(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, port } = new URL(url);
  return protocol === 'https:' && port === '' && username === '' && bucketHost.test(hostname);
}

/** At most so many bytes, in whole characters. */
function shortened(text: string): string {
  const bytes = Buffer.from(text);
  return bytes.length <= longestReason
    ? text
    : `${bytes
        .subarray(0, longestReason)
        .toString()
        .replace(/\uFFFD+$/, '')}...`;
}
