import type { VersionId } from '../../model/ids';
import { earliest, plusSeconds } from '../../model/instant';
import { type Material, readMaterial } from '../../model/secret-format';
import type { Version } from '../../model/ledger/version';
import { IssuerError, type StoredValue } from '../../ports';
import { currentHolder } from '../rotation/current-holder';
import { planEnd } from '../rotation/plan-end';
import type { WorkerWorld } from '../world';
import type { Begun } from './begin-roll-back';

/** Whether the old version holds the label, or why it must not. */
export type MovedBack = { kind: 'moved' } | { kind: 'refused'; reason: string };

/** Makes the old version current again, if its issuer still accepts it and nobody else moved the label meanwhile. @throws IssuerError */
export async function moveBack(world: WorkerWorld, begun: Begun): Promise<MovedBack> {
  const { rollBack, secretArn, head } = begun;
  const { to } = rollBack;
  const from = head.copyVersionId ?? rollBack.from;
  const stored = await world.secrets.read(secretArn, { versionId: to });
  if (stored?.labels.includes('AWSCURRENT')) return { kind: 'moved' };
  const reason = await problemOf(world, begun, stored);
  if (reason !== undefined) return { kind: 'refused', reason };
  // Asked just before the move, and held alive long after: what takes effect late still finds the old version alive.
  if (world.clock.now() > rollBack.until)
    return { kind: 'refused', reason: 'it could not be done in time: order it again' };
  if ((await world.secrets.promote(secretArn, { from, to })).kind === 'moved') return { kind: 'moved' };
  const holder = await currentHolder(world, secretArn);
  if (holder === to) return { kind: 'moved' };
  // From its copy somebody moved the label back to it, and nobody has recorded that yet.
  const isBack = holder === rollBack.from && holder !== from;
  if (isBack && (await world.secrets.promote(secretArn, { from: rollBack.from, to })).kind === 'moved')
    return { kind: 'moved' };
  if (holder === undefined || holder === from) {
    return { kind: 'refused', reason: 'the secret store refused to make the old version current' };
  }
  return giveWay(world, begun, holder as VersionId);
}

/** Why the old version must not be current; undefined when nothing speaks against it. */
async function problemOf(
  world: WorkerWorld,
  { keyId, head, rollBack }: Begun,
  stored: StoredValue | undefined,
): Promise<string | undefined> {
  const { to } = rollBack;
  const instead = `for a fresh value run "rekey rotate ${keyId}"`;
  const version = await world.ledger.version(keyId, to);
  if (version?.state !== 'retiring') return `version ${to} was revoked meanwhile: ${instead}`;
  if (version.incidentId !== undefined) return `version ${to} was reported as leaked meanwhile: ${instead}`;
  const material = stored && readMaterial(head.manifest.secret, stored.value, world.issuer.capabilities.fields);
  if (material === undefined) return `the secret no longer holds the value of version ${to}: ${instead}`;
  if (!(await isSwitchedOn(world, version))) return `version ${to} is gone at its issuer: ${instead}`;
  const accepted = await isAccepted(world, material, version.disabledAt !== undefined);
  return accepted ? undefined : `the issuer refuses the value of version ${to}: ${instead}`;
}

/** Switches a version in quarantine on again; false: it is gone. Whether the roll-back succeeds or not, its next end deletes it. @throws IssuerError */
async function isSwitchedOn(world: WorkerWorld, { ref, disabledAt }: Version): Promise<boolean> {
  if (disabledAt === undefined || ref === undefined) return true;
  try {
    await world.issuer.enable?.(ref);
    return true;
  } catch (error) {
    if (error instanceof IssuerError && error.kind === 'not_found') return false;
    throw error;
  }
}

/** One harmless call with the value; repeated for the issuer's activation time where it was just switched on. @throws IssuerError */
async function isAccepted(world: WorkerWorld, material: Material, switchedOn: boolean): Promise<boolean> {
  const patienceSeconds = switchedOn ? world.issuer.capabilities.activationSeconds : 0;
  const until = earliest(plusSeconds(world.clock.now(), patienceSeconds), plusSeconds(world.deadline, -10));
  for (;;) {
    if ((await world.issuer.verify(material)).kind === 'alive') return true;
    if (world.clock.now() >= until) return false;
    await world.clock.sleep(1000);
  }
}

/** A rotation that was fenced out may have made its version current at the last moment: it gives way. What anybody else made current stays. */
async function giveWay(
  world: WorkerWorld,
  { keyId, rollBack, secretArn }: Begun,
  holder: VersionId,
): Promise<MovedBack> {
  const late = await world.ledger.version(keyId, holder);
  if (late !== undefined && late.parent === rollBack.from) {
    await planEnd(world, late, 'rolled back');
    const moved = await world.secrets.promote(secretArn, { from: holder, to: rollBack.to });
    if (moved.kind === 'moved') return { kind: 'moved' };
  }
  return {
    kind: 'refused',
    reason: `somebody else made version ${holder} of the secret current: find out who, and put it right there`,
  };
}
