import type { Fingerprint, VersionId } from '../../model/ids';
import type { KeyHead } from '../../model/ledger/key-head';
import type { UnknownVersion } from '../../model/recovery/recovery';
import { readMaterial } from '../../model/secret-format';
import type { SecretValue } from '../../model/secret-value';
import type { Version } from '../../model/ledger/version';
import type { FoundKey } from '../../ports';
import { amend, type Change } from '../amend';
import { type Examined, examineValue } from '../credentials/examine-value';
import { fingerprintsOf } from '../credentials/fingerprints-of';
import { rekeyActor } from '../rekey-actor';
import { takeIn } from '../credentials/take-in';
import type { WorkerWorld } from '../world';

/** What became of a version: it is known, holds nothing, or is another place of a version that is known. */
export type TookIn = { kind: 'taken in' } | { kind: 'no credential' } | { kind: 'copy'; of: VersionId };

/** Of which key, and where its secret is; `found`: what the issuer lists under the version's label. */
export interface TakingIn {
  head: KeyHead;
  secretArn: string;
  found: FoundKey | undefined;
}

/**
 * Takes a version that the ledger does not know into it: its value is read, compared with the issuer, and fingerprinted. It counts as retiring, due
 * for nothing, until its key is recovered as a whole. What another version of the key holds as well is not another credential. Repeated it changes nothing. @throws IssuerError; RekeyError
 */
export async function takeInVersion(world: WorkerWorld, of: TakingIn, unknown: UnknownVersion): Promise<TookIn> {
  const { versionId } = unknown;
  const { keyId, manifest } = of.head;
  const stored = await world.secrets.read(of.secretArn, { versionId });
  const examined = stored && (await examine(world, manifest.secret, stored.value, of.found));
  if (examined === undefined || examined.kind === 'no value') return { kind: 'no credential' };
  // An issuer that refuses everybody proves nothing about one value.
  if (examined.kind === 'dead') await world.issuer.checkAdmin();
  // A value that is dead matters only where consumers read it.
  if (examined.kind === 'dead' && unknown.as !== 'current') return { kind: 'taken in' };
  const original = examined.kind === 'dead' ? undefined : await sameAs(world, keyId, versionId, examined.fingerprints);
  if (original !== undefined) return { kind: 'copy', of: original };
  await amend(world, keyId, async (head) => {
    const known = await world.ledger.version(keyId, versionId);
    return known === undefined ? recovered(world, head, unknown, examined) : { skip: 'taken in before' };
  });
  return { kind: 'taken in' };
}

/** The version of the key that has the same value, where somebody stored it once more. */
async function sameAs(
  world: WorkerWorld,
  keyId: KeyHead['keyId'],
  versionId: VersionId,
  fingerprints: readonly Fingerprint[],
): Promise<VersionId | undefined> {
  const located = [...(await world.ledger.locate(fingerprints)).values()];
  return located.find((one) => one.keyId === keyId && one.versionId !== versionId)?.versionId;
}

/** What the issuer lists under the label of a version is what that version's attempt minted. */
async function examine(
  world: WorkerWorld,
  spec: KeyHead['manifest']['secret'],
  content: SecretValue,
  found: FoundKey | undefined,
): Promise<Examined> {
  if (found === undefined) return examineValue(world, spec, content);
  const material = readMaterial(spec, content, world.issuer.capabilities.fields);
  if (material === undefined) return { kind: 'no value' };
  return { kind: 'recognised', found, material, fingerprints: await fingerprintsOf(world, material) };
}

function recovered(
  world: WorkerWorld,
  head: KeyHead,
  { versionId, as, labels }: UnknownVersion,
  examined: Exclude<Examined, { kind: 'no value' }>,
): Change {
  const at = world.clock.now();
  const cause = 'recovered';
  const accepted = examined.kind !== 'dead';
  const entry = (version: Version): Change['entry'] => ({
    type: 'version-recovered',
    actor: rekeyActor,
    cause,
    versionId,
    evidence: { as, labels, accepted, ...(version.ref === undefined ? {} : { ref: version.ref }) },
  });
  if (examined.kind === 'dead') {
    const { keyId } = head;
    const plain = { keyId, versionId, cause, placeholder: false, refusals: 0, overdueTold: false } as const;
    const dead: Version = { ...plain, state: 'dead', issuedAt: at, deadAt: at };
    return { entry: entry(dead), versions: [dead] };
  }
  const timing = world.issuer.capabilities;
  const { versions, fingerprints, publicIds } = takeIn({
    head,
    examined,
    versionId,
    cause,
    state: 'retiring',
    timing,
    at,
  });
  return { entry: entry(versions[0]), versions, fingerprints, publicIds };
}
