import type { Fingerprint, IssuerName, KeyId } from '../../model/ids';
import type { KeyHead } from '../../model/ledger/key-head';
import type { Version } from '../../model/ledger/version';
import type { Located } from '../../ports';
import type { World } from '../world';

/** A version that a value, or an id of a credential, belongs to. */
export interface Identified {
  head: KeyHead;
  version: Version;
  /** `id`: only the issuer's own id was there, which proves nothing of the value. */
  by: 'value' | 'id';
}

/** Which versions these fingerprints and ids belong to, of one key only where `within` is given. It changes nothing and records nothing. */
export async function identify(
  world: Pick<World, 'ledger'>,
  marks: {
    fingerprints: readonly Fingerprint[];
    publicIds: readonly { issuer: IssuerName; id: string }[];
    within?: KeyId;
  },
): Promise<Identified[]> {
  const { ledger } = world;
  const byValue = [...(await ledger.locate(marks.fingerprints)).values()];
  const named = await Promise.all(marks.publicIds.map(({ issuer, id }) => ledger.locatePublicId(issuer, id)));
  const hits = new Map<string, { where: Located; by: Identified['by'] }>();
  for (const where of byValue) hits.set(where.versionId, { where, by: 'value' });
  for (const where of named) {
    if (where !== undefined && !hits.has(where.versionId)) hits.set(where.versionId, { where, by: 'id' });
  }
  const asked = [...hits.values()].filter(({ where }) => marks.within === undefined || where.keyId === marks.within);
  const found = await Promise.all(
    asked.map(async ({ where, by }): Promise<Identified | undefined> => {
      const [head, version] = await Promise.all([
        ledger.key(where.keyId),
        ledger.version(where.keyId, where.versionId),
      ]);
      return head && version && { head, version, by };
    }),
  );
  return found.filter((one) => one !== undefined);
}
