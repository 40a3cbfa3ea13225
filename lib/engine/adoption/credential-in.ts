import type { KeyHead } from '../../model/ledger/key-head';
import type { VersionId } from '../../model/ids';
import { RekeyError } from '../../model/rekey-error';
import type { FoundKey } from '../../ports';
import { type Examined, examineValue } from '../credentials/examine-value';
import type { WorkerWorld } from '../world';

/** The credential that is to be adopted, as its secret and its issuer have it. */
export interface Credential {
  versionId: VersionId;
  examined: Extract<Examined, { kind: 'recognised' }>;
  /** True when the issuer cannot say which credential a value is: the declaration was believed. */
  believed: boolean;
}

/** Reads the current value of the secret and asks the issuer which of its credentials that is; it must be the declared one, and no other key's. @throws RekeyError `refused`; IssuerError */
export async function credentialIn(world: WorkerWorld, head: KeyHead, secretArn: string): Promise<Credential> {
  const { secret, issuer } = head.manifest;
  const refuse = (why: string): never => {
    throw new RekeyError('refused', why);
  };
  const stored = await world.secrets.read(secretArn, { label: 'AWSCURRENT' });
  if (stored === undefined) return refuse(`secret ${secret.name} holds no current value: put the credential there`);
  const examined = await examineValue(world, secret, stored.value);
  switch (examined.kind) {
    case 'no value': {
      const parts = secret.field ?? world.issuer.capabilities.fields.join(', ');
      return refuse(`secret ${secret.name} is no JSON object with ${parts}: correct "format" and "field"`);
    }
    case 'dead':
      return refuse(`issuer ${issuer} refuses the value of secret ${secret.name}: put the one that is in use there`);
    case 'recognised': {
      checkFound(head, examined.found);
      await checkUnclaimed(world, head, examined);
      return { versionId: stored.versionId, examined, believed: false };
    }
    case 'unrecognised': {
      const found = await named(world, head);
      checkFound(head, found);
      const { material, fingerprints } = examined;
      const taken = { kind: 'recognised' as const, found, material, fingerprints };
      await checkUnclaimed(world, head, taken);
      return { versionId: stored.versionId, examined: taken, believed: true };
    }
  }
}

/** At an issuer that cannot say which credential a value is, the declaration says it. */
async function named(world: WorkerWorld, { manifest: { adopt, issuer, secret } }: KeyHead): Promise<FoundKey> {
  if (world.issuer.recognise !== undefined) {
    const why = `issuer ${issuer} accepts the value of secret ${secret.name}, but does not list it for Rekey`;
    throw new RekeyError('refused', `${why}: give the admin credential the right to see it`);
  }
  if (adopt === undefined || adopt === 'current') {
    const why = `issuer ${issuer} cannot say which credential a value is`;
    throw new RekeyError('refused', `${why}: write "adopt: {issuerKeyId: ...}"`);
  }
  const found = await world.issuer.inspect({ id: adopt.issuerKeyId, label: '' });
  if (found !== undefined) return found;
  throw new RekeyError('refused', `issuer ${issuer} has no credential ${adopt.issuerKeyId}: correct "adopt"`);
}

function checkFound({ manifest: { adopt, secret } }: KeyHead, { ref, state }: FoundKey): void {
  const is = ref.id ?? ref.label;
  if (adopt !== undefined && adopt !== 'current' && adopt.issuerKeyId !== is) {
    const why = `secret ${secret.name} holds credential ${is}, not ${adopt.issuerKeyId}`;
    throw new RekeyError('refused', `${why}: correct "adopt", or the secret`);
  }
  if (state === 'active') return;
  throw new RekeyError('refused', `credential ${is} is ${state} at its issuer: put one that is in use into the secret`);
}

/** One credential in two secrets would be ended for both by the rotation of one. */
async function checkUnclaimed(
  world: WorkerWorld,
  { keyId, manifest }: KeyHead,
  { found, fingerprints }: Credential['examined'],
): Promise<void> {
  const byValue = [...(await world.ledger.locate(fingerprints)).values()];
  const byId =
    found.ref.id === undefined ? undefined : await world.ledger.locatePublicId(manifest.issuer, found.ref.id);
  const other = [...byValue, ...(byId ? [byId] : [])].find((located) => located.keyId !== keyId);
  if (other === undefined) return;
  const why = `the credential in secret ${manifest.secret.name} is version ${other.versionId} of key ${other.keyId} already`;
  throw new RekeyError('refused', `${why}: let both consumers read the secret of that key`);
}
