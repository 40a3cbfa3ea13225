import type { Grant } from '../../ports';
import { grantDigest } from '../declaration/grant-digest';
import { declaredGrant } from '../rotation/mint';
import type { WorkerWorld } from '../world';
import type { Check } from './begin-check';

/** The grant of the current credential where it can be read and is another than declared, with a digest to know it again by; undefined: as declared, or nobody can tell. @throws IssuerError */
export async function lookAtGrant(
  world: WorkerWorld,
  { head, versions }: Check,
  probed: Grant | undefined,
): Promise<{ actual: Grant; digest: string } | undefined> {
  // A rotation on its way may be what brings the declared grant.
  if (head.rotation !== undefined) return undefined;
  const ref = versions.find(({ versionId }) => versionId === head.currentVersionId)?.ref;
  const actual = await actualGrant(world, ref, probed);
  if (actual === undefined) return undefined;
  const digest = grantDigest(actual);
  if (digest === grantDigest(declaredGrant(world, head.manifest))) return undefined;
  // What an adopted credential may do besides was told when it was adopted.
  const { adopted, currentVersionId } = head;
  if (adopted?.versionId === currentVersionId && adopted?.grant?.digest === digest) return undefined;
  return { actual, digest };
}

async function actualGrant(
  world: WorkerWorld,
  ref: Check['versions'][number]['ref'],
  probed: Grant | undefined,
): Promise<Grant | undefined> {
  switch (world.issuer.capabilities.grants.readableBy) {
    case 'none':
      return undefined;
    case 'subject':
      return probed;
    case 'admin':
      return ref && (await world.issuer.inspect(ref))?.grant;
  }
}
