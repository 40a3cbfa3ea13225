import { agedFrom } from '../model/aged-from';
import { chainEntry, chainStart } from '../model/chain';
import { decideRegistrar } from '../model/decide-registrar';
import type { Entry } from '../model/entry';
import type { CommandId } from '../model/ids';
import type { Instant } from '../model/instant';
import type { KeyHead } from '../model/key-head';
import type { KeyPlan } from '../model/key-plan';
import { livedBy } from '../model/lived-by';
import { byFile, type Registrar } from '../model/registrar';
import { RekeyError } from '../model/rekey-error';
import { expiresAt, rotateAt } from '../model/schedule';
import type { Version } from '../model/version';
import { amend, type Change } from './amend';
import { expiryDue, headDue } from './due-times';
import { type Declaration, notTheirs, planFor } from './plan-key';
import { rotateWork } from './rotate-work';
import type { OperatorWorld } from './world';

/** Makes a key what is declared. Applied again it changes nothing. @throws RekeyError `refused`, with each problem by field; `contended` */
export async function applyKey(
  world: OperatorWorld,
  declaration: Declaration,
): Promise<KeyPlan & { applied: boolean }> {
  const before = await world.ledger.key(declaration.keyId);
  const { plan, mints } = await planFor(world, declaration, before);
  switch (plan.change) {
    case 'none':
    case 'release':
      break;
    case 'create':
      await register(world, declaration);
      break;
    case 'update':
      await change(world, declaration, mints);
      break;
  }
  return { ...plan, applied: plan.change !== 'none' };
}

async function register(world: OperatorWorld, { keyId, manifest, actor, registrar }: Declaration): Promise<void> {
  const at = world.clock.now();
  const entry = chainEntry(
    { sequence: 0, headHash: chainStart },
    { chain: keyId, type: 'key-registered', at, actor, evidence: evidenceOf(manifest, registrar) },
  );
  const head: KeyHead = {
    keyId,
    status: 'active',
    manifest,
    registeredBy: actor,
    registeredAt: at,
    ...stored(registrar),
    sequence: entry.sequence,
    headHash: entry.hash,
    fence: 0,
  };
  const due = headDue(head);
  const outcome = await world.ledger.record({ expected: 'absent', head: { ...head, due }, entry, publish: true });
  if (outcome.kind !== 'recorded')
    throw new RekeyError('contended', `key ${keyId} was registered by somebody else: apply again`);
  await world.queues.send({ lane: 'rotations', issuer: manifest.issuer }, rotateWork(head, at));
}

async function change(world: OperatorWorld, declaration: Declaration, mints: boolean): Promise<void> {
  const { keyId, manifest, actor } = declaration;
  const outcome = await amend<never>(world, keyId, async (head) => {
    // Looked at again: since the plan somebody else may have come first.
    const owned = decideRegistrar(head, declaration.registrar ?? byFile);
    if (owned.kind === 'refused') throw notTheirs(keyId, owned.reason);
    const versions = await world.ledger.versions(keyId);
    const change = changeOf(world, head, versions, { ...declaration, registrar: owned.registrar }, mints);
    return head.status === 'released' ? resumeRetirements(change, versions) : change;
  });
  if (outcome.kind !== 'recorded' || !mints) return;
  const { head } = outcome;
  const work = rotateWork(head, world.clock.now());
  const issued = head.rotateAt !== undefined && head.rotation === undefined;
  const changed = { ...work, cause: 'changed' as const, commandId: `changed:${head.sequence}` as CommandId, actor };
  await world.queues.send({ lane: 'rotations', issuer: manifest.issuer }, issued ? changed : work);
}

function changeOf(
  world: OperatorWorld,
  { currentVersionId, ...head }: KeyHead,
  versions: readonly Version[],
  { keyId, manifest, actor, registrar }: Declaration,
  mints: boolean,
): Change {
  const current = versions.find(({ versionId }) => versionId === currentVersionId);
  const timing = world.issuers.get(manifest.issuer)?.capabilities;
  const entry = { type: 'key-changed' as const, actor, evidence: evidenceOf(manifest, registrar) };
  const declared = { manifest, status: 'active' as const, registrar: undefined, ...stored(registrar) };
  if (current === undefined || current.placeholder || timing === undefined) {
    return { entry, head: { ...declared, ...triedAtOnce(head, world.clock.now()) } };
  }
  const { maxAgeSeconds } = timing.expiry.settable ? livedBy(current, manifest) : manifest;
  const lived = { ...manifest, maxAgeSeconds };
  const aged: Version = { ...current, expiresAt: expiresAt(agedFrom(current), lived), overdueTold: false };
  // What was revoked without a successor is replaced at once, whatever the schedule says.
  const atOnce = mints || current.state !== 'current';
  const planned = atOnce ? world.clock.now() : rotateAt(keyId, agedFrom(current), lived, timing);
  return {
    entry,
    head: { ...declared, rotateAt: planned, ...(mints ? triedAtOnce(head, world.clock.now()) : {}) },
    versions: current.state === 'current' ? [{ ...aged, due: expiryDue(aged, lived) }] : [],
  };
}

/** A key that was released and is declared again takes up what was left: replaced versions are retired after all. */
function resumeRetirements(change: Change, versions: readonly Version[]): Change {
  const left = versions.flatMap((version): Version[] =>
    version.state === 'retiring' && version.retireAt !== undefined
      ? [{ ...version, due: { kind: 'retire', at: version.revokeAt ?? version.retireAt } }]
      : [],
  );
  return { ...change, versions: [...(change.versions ?? []), ...left] };
}

/** What failed as it was declared before is tried at once as it is declared now, whatever its next try was. */
function triedAtOnce({ rotation, setback }: Pick<KeyHead, 'rotation' | 'setback'>, now: Instant): Change['head'] {
  return {
    ...(rotation && { rotation: { ...rotation, nextTryAt: undefined } }),
    ...(setback && { setback: { ...setback, nextTryAt: now } }),
  };
}

/** A keys file is what is meant where nothing stands. */
function stored(registrar: Registrar | undefined): Pick<KeyHead, 'registrar'> {
  return registrar?.kind === 'stack' ? { registrar } : {};
}

function evidenceOf(manifest: Declaration['manifest'], registrar: Registrar | undefined): Entry['evidence'] {
  return { manifest: plain(manifest), ...stored(registrar) };
}

/** The manifest as JSON has it, without absent fields. */
function plain(manifest: Declaration['manifest']): Entry['evidence'][string] {
  return JSON.parse(JSON.stringify(manifest));
}
