import type { IssuerName, KeyId } from '../../model/ids';
import type { SecretDescription } from '../../ports';
import type { World } from '../world';

/** Whose secret it is already, in words and with the remedy; undefined when nobody else's. Tags tell of other installations and issuers, the ledger of other keys. */
export async function foreignOwner(
  world: World,
  { arn, name, tags }: SecretDescription,
  { keyId, issuer }: { keyId: KeyId; issuer: IssuerName },
): Promise<string | undefined> {
  const installation = tags['rekey:installation'];
  if (installation !== undefined && installation !== world.installation.installationId) {
    return `belongs to installation ${installation} of Rekey: remove its tags rekey:* if that is gone`;
  }
  const taggedIssuer = tags['rekey:issuer'];
  if (taggedIssuer !== undefined && taggedIssuer !== issuer) {
    return `belongs to issuer ${taggedIssuer}, by its tag rekey:issuer: name another secret`;
  }
  const owner = await world.ledger.secretOwner(arn);
  if (owner !== undefined) return owner === keyId ? undefined : `belongs to key ${owner}: name another secret`;
  // A key that is about to make or adopt it has put its tag there first.
  const tagged = tags['rekey:key'] as KeyId | undefined;
  const other = tagged === undefined || tagged === keyId ? undefined : await world.ledger.key(tagged);
  const reaches = other?.status === 'active' && other.manifest.secret.name === name;
  return reaches ? `is about to be taken by key ${tagged}: name another secret, or release that key` : undefined;
}
