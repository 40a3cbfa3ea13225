import type { LedgerView, ListedCredential, Named } from '../../model/reaping/decide-strays';
import { eachBounded } from '../../model/each-bounded';
import type { KeyId } from '../../model/ids';
import { keyHashOf, readLabel } from '../../model/label';
import type { Version } from '../../model/ledger/version';
import { allKeys } from '../all-keys';
import type { WorkerWorld } from '../world';

/** Look-ups under way at once: 10,000 credentials take some ten seconds of the worker's minute. */
const width = 16;

/** A credential whose label names a key of the ledger. */
interface NamedCredential {
  label: string;
  id: string | undefined;
  versionStart: string;
  keyId: KeyId;
}

/**
 * Reads, consistently, what the ledger says of each listed credential that carries a label of this installation.
 * Requests: one page of the index for each hundred keys, one query a credential, and three reads more for each that is no living version.
 * @throws RekeyError
 */
export async function viewLedger(world: WorkerWorld, listed: readonly ListedCredential[]): Promise<LedgerView> {
  const { installationId } = world.installation;
  const { issued, credentials } = await nameKeys(world, listed);
  const knownIds = new Set<string>();
  const seen = await eachBounded(credentials, width, async (credential) => {
    const named = await lookUp(world, credential);
    if (named.versions.length === 0 && (await isKnownId(world, credential.id))) knownIds.add(credential.id ?? '');
    return [credential.label, named] as const;
  });
  return { installationId, issued, named: new Map(seen), knownIds };
}

/** The index tells which keys there are; what is decided on is read from the table. */
async function nameKeys(
  world: WorkerWorld,
  listed: readonly ListedCredential[],
): Promise<{ issued: number; credentials: NamedCredential[] }> {
  const byHash = new Map<string, Omit<NamedCredential, 'keyId'>[]>();
  for (const { ref } of listed) {
    const read = readLabel(world.installation.installationId, ref.label);
    if (read === undefined) continue;
    const { keyHash, versionStart } = read;
    byHash.set(keyHash, [...(byHash.get(keyHash) ?? []), { label: ref.label, id: ref.id, versionStart }]);
  }
  let issued = 0;
  const credentials: NamedCredential[] = [];
  for await (const { keyId, manifest, status, rotateAt } of allKeys(world.ledger)) {
    if (manifest.issuer === world.issuer.name && status === 'active' && rotateAt !== undefined) issued += 1;
    const labelled = byHash.get(keyHashOf(keyId)) ?? [];
    credentials.push(...labelled.map((credential) => ({ ...credential, keyId })));
  }
  return { issued, credentials };
}

async function lookUp(world: WorkerWorld, { keyId, label, versionStart }: NamedCredential): Promise<Named> {
  const versions = await world.ledger.versionsNamed(keyId, versionStart);
  const [version] = versions;
  if (version !== undefined && version.state !== 'revoked' && version.state !== 'dead') {
    return { keyId, released: false, versions, intended: false, held: false };
  }
  const living = await livingWhereRolled(world, keyId);
  const heirs = living.filter(({ ref }) => ref?.label === label);
  if (heirs.length > 0) return { keyId, released: false, versions: heirs, intended: false, held: false };
  // What a recovery took in by its value alone may be a value of this very credential.
  const nameless = living.some(({ ref, cause, placeholder }) => !ref && cause === 'recovered' && !placeholder);
  const [head, attempts] = await Promise.all([world.ledger.key(keyId), world.ledger.attempts(keyId)]);
  return {
    keyId,
    released: head?.status !== 'active',
    versions,
    intended: head?.rotation?.label === label || attempts.some((attempt) => attempt.label === label),
    held: nameless || (await isHeld(world, head?.secretArn, versionStart, version)),
  };
}

/** The living versions of a key, where a credential keeps the label of its first version, however many came after it. */
async function livingWhereRolled(world: WorkerWorld, keyId: KeyId): Promise<Version[]> {
  if (world.issuer.capabilities.roll === undefined) return [];
  const versions = await world.ledger.versions(keyId);
  return versions.filter(({ state }) => state !== 'revoked' && state !== 'dead');
}

/** A version that has ended keeps `AWSPREVIOUS` until the next one comes; only `AWSCURRENT` speaks for it. Without a look at the secret nobody can say. */
async function isHeld(
  world: WorkerWorld,
  secretArn: string | undefined,
  versionStart: string,
  ended: Version | undefined,
): Promise<boolean> {
  if (secretArn === undefined) return false;
  const description = await world.secrets.describe(secretArn);
  if (description === undefined || description.deleted) return true;
  return Object.entries(description.versions).some(
    ([versionId, labels]) =>
      versionId.startsWith(versionStart) && (ended === undefined || labels.includes('AWSCURRENT')),
  );
}

async function isKnownId(world: WorkerWorld, id: string | undefined): Promise<boolean> {
  return id !== undefined && (await world.ledger.locatePublicId(world.issuer.name, id)) !== undefined;
}
