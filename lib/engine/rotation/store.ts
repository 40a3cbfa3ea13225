import type { Fingerprint } from '../../model/ids';
import type { Manifest } from '../../model/manifest/manifest';
import { type Material, readMaterial, writeMaterial } from '../../model/secret-format';
import { RekeyError } from '../../model/rekey-error';
import { expiresAt } from '../../model/schedule/schedule';
import { settledValue } from '../../model/settled-value';
import type { SecretValue } from '../../model/secret-value';
import type { Rolled, Version } from '../../model/ledger/version';
import { type Instant, latest } from '../../model/instant';
import { amend } from '../amend';
import { expiryDue } from '../due-times';
import { fingerprintsOf } from '../credentials/fingerprints-of';
import { rekeyActor } from '../rekey-actor';
import type { WorkerWorld } from '../world';
import { type Claim, stillHeld } from './claim';
import { type Minted, policyOf } from './mint';
import { rolledVersions } from './rolled-versions';

/** A value that the secret holds as this attempt's version, and that the ledger knows. */
export interface Stored {
  claim: Claim;
  material: Material;
}

/** Step 4: puts the value as `AWSPENDING` under the attempt's own version id, then records it. A version that exists already is authoritative. */
export async function store(world: WorkerWorld, claim: Claim, minted: Minted): Promise<Stored> {
  const { secret } = claim.head.manifest;
  const { versionId } = claim.rotation;
  const content = writeMaterial(secret, await presentContent(world, claim), minted.material);
  stillHeld(world, claim);
  // Both are seen to their end: a put that is left behind could arrive when this attempt was given up.
  const [settled, fingerprints] = await Promise.allSettled([
    world.secrets.putPending(claim.secretArn, versionId, content),
    fingerprintsOf(world, minted.material),
  ]);
  const put = settledValue(settled);
  if (put.kind === 'stored') return recordStored(world, claim, minted, settledValue(fingerprints));
  const found = await world.secrets.read(claim.secretArn, { versionId });
  const material = found && readMaterial(secret, found.value, world.issuer.capabilities.fields);
  if (material === undefined) {
    throw new RekeyError('corrupt', `version ${versionId} of secret ${secret.name} holds no value of this key`);
  }
  // What was rolled is ended by no revocation, but by the next roll: whether what is stored is accepted, its verification tells.
  if (minted.rolled !== undefined) return recordStored(world, claim, { ...minted, material });
  // By its value where it has no id: the stored one carries the same label.
  await world.issuer.revoke(minted.ref, minted.material);
  const ref = world.issuer.refOf?.(material, claim.rotation) ?? { label: claim.rotation.label };
  return recordStored(world, claim, { ...minted, ref, material });
}

/** Records the version of this attempt as pending, with its fingerprints, which are asked for unless they are known. Whoever lost the claim stops here and revokes nothing. */
export async function recordStored(
  world: WorkerWorld,
  claim: Claim,
  minted: Minted,
  known?: readonly Fingerprint[],
): Promise<Stored> {
  const { rotation, head } = claim;
  const { versionId } = rotation;
  const found = known ?? (await fingerprintsOf(world, minted.material));
  const fingerprints = found.map((fingerprint) => ({ fingerprint, versionId }));
  const version: Version = {
    keyId: head.keyId,
    versionId: rotation.versionId,
    state: 'pending',
    cause: rotation.cause,
    parent: rotation.parent,
    ref: minted.ref,
    placeholder: false,
    issuedAt: minted.issuedAt,
    expiresAt: expiresAt(minted.issuedAt, policyOf(claim)),
    refusals: 0,
    overdueTold: false,
  };
  // A rotation that is stuck must not keep a value alive beyond its time.
  const pending = { ...version, due: expiryDue(version, head.manifest) };
  const stored = { ...rotation, stored: true };
  const rolled = minted.rolled && lastingUntil(minted.rolled, rotation.graceUntil);
  const outcome = await amend<never>(
    world,
    head.keyId,
    async (now) => ({
      entry: {
        type: 'version-stored',
        actor: rekeyActor,
        cause: rotation.cause,
        versionId: rotation.versionId,
        evidence: {
          ref: minted.ref,
          issuedAt: minted.issuedAt,
          ...(rolled === undefined ? {} : { rolled: { from: rotation.parent, ...rolled } }),
        },
      },
      // What was declared since the claim was taken stands in the head alone.
      head: { rotation: now.rotation?.grantChanged === true ? { ...stored, grantChanged: true } : stored },
      versions: [pending, ...(await rolledVersions(world, version, rolled))],
      fingerprints,
      ...(minted.ref.id === undefined
        ? {}
        : { publicIds: [{ issuer: head.manifest.issuer, id: minted.ref.id, versionId: rotation.versionId }] }),
    }),
    { fence: claim.fence, last: claim.head },
  );
  const after = outcome.kind === 'recorded' ? outcome.head : head;
  return { claim: { ...claim, head: after, rotation: stored }, material: minted.material };
}

/** An earlier roll, whose answer was lost, may have given the value before a longer grace. */
function lastingUntil(rolled: Rolled, graceUntil: Instant | undefined): Rolled {
  return graceUntil === undefined ? rolled : { ...rolled, until: latest(rolled.until, graceUntil) };
}

/** What the secret holds now; other fields of a JSON secret are kept, so only that form has to be read. */
async function presentContent(world: WorkerWorld, claim: Claim): Promise<SecretValue | undefined> {
  const { secret }: Manifest = claim.head.manifest;
  if (secret.format === 'text') return undefined;
  return (await world.secrets.read(claim.secretArn, { label: 'AWSCURRENT' }))?.value;
}
