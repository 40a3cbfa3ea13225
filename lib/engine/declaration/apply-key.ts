import { awaitsAdoption } from '../../model/adoption/awaits-adoption';
import { chainEntry, chainStart } from '../../model/ledger/chain';
import { nextCheckAt } from '../../model/schedule/check-schedule';
import { decideRegistrar } from '../../model/registration/decide-registrar';
import type { CommandId } from '../../model/ids';
import type { Instant } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import type { KeyPlan } from '../../model/manifest/key-plan';
import { byFile } from '../../model/registration/registrar';
import { RekeyError } from '../../model/rekey-error';
import type { WorkOf } from '../../model/work/work';
import { amend } from '../amend';
import { changeOf } from './change-of';
import { declared } from './declared';
import { grantDigest } from './grant-digest';
import { headDue } from '../due-times';
import { type Declaration, notTheirs, planFor } from './plan-key';
import { rotateWork } from '../rotation/rotate-work';
import type { DeclaringWorld } from '../world';

/** Makes a key what is declared. Applied again it changes nothing. @throws RekeyError `refused`, with each problem by field; `contended` */
export async function applyKey(
  world: DeclaringWorld,
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

async function register(world: DeclaringWorld, { keyId, manifest, actor, registrar }: Declaration): Promise<void> {
  const at = world.clock.now();
  const entry = chainEntry(
    { sequence: 0, headHash: chainStart },
    { chain: keyId, type: 'key-registered', at, actor, evidence: declared(manifest, registrar).evidence },
  );
  const head: KeyHead = {
    keyId,
    status: 'active',
    registeredBy: actor,
    registeredAt: at,
    ...declared(manifest, registrar).head,
    sequence: entry.sequence,
    headHash: entry.hash,
    fence: 0,
    ...(await recoveredTable(world)),
  };
  const due = headDue(head);
  const outcome = await world.ledger.record({ expected: 'absent', head: { ...head, due }, entry, publish: true });
  if (outcome.kind !== 'recorded')
    throw new RekeyError('contended', `key ${keyId} was registered by somebody else: apply again`);
  await world.queues.send({ lane: 'rotations', issuer: manifest.issuer }, firstWork(head, at));
}

/** What marks a key as one of a table that was recovered: the recovery passes by what is not declared, the ledger may have forgotten versions of it, and what is minted for it needs other names than those. */
async function recoveredTable({ ledger }: DeclaringWorld): Promise<Pick<KeyHead, 'recoveredIn'>> {
  const { recoveredAt, epoch } = await ledger.installation();
  return recoveredAt === undefined ? {} : { recoveredIn: epoch };
}

async function change(world: DeclaringWorld, declaration: Declaration, mints: boolean): Promise<void> {
  const { keyId, manifest, actor } = declaration;
  const profile = world.issuers.get(manifest.issuer);
  const limits = profile?.capabilities;
  const grant = profile && grantDigest(profile.normalizeGrant(manifest.grant.map(({ allow }) => allow)).grant);
  const outcome = await amend<never>(world, keyId, async (head) => {
    // Looked at again: since the plan somebody else may have come first.
    const owned = decideRegistrar(head, declaration.registrar ?? byFile);
    if (owned.kind === 'refused') throw notTheirs(keyId, owned.reason);
    const [versions, incidents] = await Promise.all([world.ledger.versions(keyId), world.ledger.incidents(keyId)]);
    const by = { ...declaration, registrar: owned.registrar };
    const now = world.clock.now();
    const recovered = head.status === 'released' ? await recoveredTable(world) : {};
    const { head: fields, ...rest } = changeOf({ head, versions, incidents }, by, { limits, mints, grant, now });
    const changed = { ...rest, head: { ...fields, ...recovered } };
    // A key that was let go is looked at again, and at once where something of what was found then stands in its way.
    if (head.findings !== undefined) return { ...changed, checkAt: now };
    return head.rotateAt === undefined ? changed : { ...changed, checkAt: nextCheckAt(keyId, now) };
  });
  if (outcome.kind !== 'recorded' || !mints) return;
  const { head } = outcome;
  const work = firstWork(head, world.clock.now());
  const issued = head.rotateAt !== undefined && head.rotation === undefined && work.kind === 'rotate';
  const changed = { ...work, cause: 'changed' as const, commandId: `changed:${head.sequence}` as CommandId, actor };
  await world.queues.send({ lane: 'rotations', issuer: manifest.issuer }, issued ? changed : work);
}

/** The message that begins with a key: it adopts, or gets a value. */
function firstWork(head: KeyHead, dueAt: Instant): WorkOf<'adopt'> | WorkOf<'rotate'> {
  return awaitsAdoption(head) ? { kind: 'adopt', keyId: head.keyId, dueAt } : rotateWork(head, dueAt);
}
