import type { Discovered, FoundCredential, FoundSecret } from '../../model/discovery/discovered';

/** A credential that is no key's, and the secrets in which it stands. */
export interface JoinedCredential extends FoundCredential {
  secrets: FoundSecret[];
}

/** What a discovery found, each credential with its secrets, the oldest first. `ofKeys`: secrets with a credential that was not listed: a key's, in a second place. */
export function joinDiscovered(found: readonly Discovered[]): {
  credentials: JoinedCredential[];
  ofKeys: FoundSecret[];
} {
  const secrets = found.filter((one) => one.kind === 'secret');
  const listed = found.filter((one) => one.kind === 'credential');
  const credentials = listed.map((credential) => ({
    ...credential,
    secrets: secrets.filter((secret) => isSame(credential, secret)),
  }));
  const ofKeys = secrets.filter((secret) => !listed.some((credential) => isSame(credential, secret)));
  const at = ({ createdAt }: JoinedCredential): string => createdAt ?? '';
  return { credentials: credentials.toSorted((one, other) => at(one).localeCompare(at(other))), ofKeys };
}

/** An id is sure; of two with one name, the moment of making tells them apart. */
function isSame(one: Pick<FoundSecret, 'ref' | 'createdAt'>, other: Pick<FoundSecret, 'ref' | 'createdAt'>): boolean {
  if (one.ref.id !== undefined || other.ref.id !== undefined) return one.ref.id === other.ref.id;
  const { label, principal } = one.ref;
  return label === other.ref.label && principal === other.ref.principal && one.createdAt === other.createdAt;
}
