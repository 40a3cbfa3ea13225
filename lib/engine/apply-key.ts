import { agedFrom } from '../model/aged-from';
import { chainEntry, chainStart } from '../model/chain';
import type { Entry } from '../model/entry';
import type { CommandId } from '../model/ids';
import type { KeyHead } from '../model/key-head';
import type { KeyPlan } from '../model/key-plan';
import { livedBy } from '../model/lived-by';
import { RekeyError } from '../model/rekey-error';
import { expiresAt, rotateAt } from '../model/schedule';
import type { Version } from '../model/version';
import { amend, type Change } from './amend';
import { expiryDue, headDue } from './due-times';
import { type Declaration, planFor } from './plan-key';
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

async function register(world: OperatorWorld, { keyId, manifest, actor }: Declaration): Promise<void> {
  const at = world.clock.now();
  const entry = chainEntry(
    { sequence: 0, headHash: chainStart },
    { chain: keyId, type: 'key-registered', at, actor, evidence: { manifest: plain(manifest) } },
  );
  const head: KeyHead = {
    keyId,
    status: 'active',
    manifest,
    registeredBy: actor,
    registeredAt: at,
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

async function change(world: OperatorWorld, { keyId, manifest, actor }: Declaration, mints: boolean): Promise<void> {
  const outcome = await amend<never>(world, keyId, async (head) => {
    const versions = await world.ledger.versions(keyId);
    const change = changeOf(world, head, versions, { keyId, manifest, actor }, mints);
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
  { currentVersionId }: KeyHead,
  versions: readonly Version[],
  { keyId, manifest, actor }: Declaration,
  mints: boolean,
): Change {
  const current = versions.find(({ versionId }) => versionId === currentVersionId);
  const timing = world.issuers.get(manifest.issuer)?.capabilities;
  const entry = { type: 'key-changed' as const, actor, evidence: { manifest: plain(manifest) } };
  if (current === undefined || current.placeholder || timing === undefined) {
    return { entry, head: { manifest, status: 'active' } };
  }
  const { maxAgeSeconds } = timing.expiry.settable ? livedBy(current, manifest) : manifest;
  const lived = { ...manifest, maxAgeSeconds };
  const aged: Version = { ...current, expiresAt: expiresAt(agedFrom(current), lived), overdueTold: false };
  // What was revoked without a successor is replaced at once, whatever the schedule says.
  const atOnce = mints || current.state !== 'current';
  const planned = atOnce ? world.clock.now() : rotateAt(keyId, agedFrom(current), lived, timing);
  return {
    entry,
    head: { manifest, status: 'active', rotateAt: planned },
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

/** The manifest as JSON has it, without absent fields. */
function plain(manifest: Declaration['manifest']): Entry['evidence'][string] {
  return JSON.parse(JSON.stringify(manifest));
}
