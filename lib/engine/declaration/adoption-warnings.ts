import type { KeyHead } from '../../model/ledger/key-head';
import type { Manifest } from '../../model/manifest/manifest';
import type { IssuerProfile } from '../../ports';
import { grantDigest } from './grant-digest';

/** What to know of an adopted credential before its key is enforced: other rights than declared, or no room beside it. */
export function adoptionWarnings(profile: IssuerProfile, head: KeyHead | undefined, manifest: Manifest): string[] {
  if (head?.adopted === undefined || head.currentVersionId !== head.adopted.versionId) return [];
  const { grant, slots, at } = head.adopted;
  const warnings: string[] = [];
  const declared = profile.normalizeGrant(manifest.grant.map(({ allow }) => allow)).grant;
  if (grant !== undefined && grant.digest !== grantDigest(declared)) {
    const is = `the adopted credential is ${grant.says}`;
    const wanted = profile.describeGrant(declared);
    warnings.push(
      profile.capabilities.roll === undefined
        ? `${is}, and the first rotation mints ${wanted}: see that every consumer can live with that`
        : `${is}, not ${wanted}, and a rotation keeps its rights: it is not rotated until they are made equal, there or in the declaration`,
    );
  }
  if (slots !== undefined && slots.used >= slots.of) {
    warnings.push(
      `there were ${slots.used} credentials of ${slots.of} when it was adopted, at ${at}: it cannot rotate until one is removed`,
    );
  }
  return warnings;
}
