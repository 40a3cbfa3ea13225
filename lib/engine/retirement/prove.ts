import type { KeyHead } from '../../model/ledger/key-head';
import { type Instant, plusSeconds, secondsBetween } from '../../model/instant';
import { nextProbeAt } from '../../model/schedule/probe-schedule';
import { type Material, readMaterial } from '../../model/secret-format';
import { settledValue } from '../../model/settled-value';
import type { Version } from '../../model/ledger/version';
import type { WorkOf } from '../../model/work/work';
import type { StoredValue } from '../../ports';
import { amend, type Decide } from '../amend';
import { dispatch, isSuperseded } from '../dispatch';
import { closedIncident } from '../../model/leaks/incident-steps';
import { namedBy } from './named-by';
import { readIfThere } from './read-if-there';
import { rekeyActor } from '../rekey-actor';
import { revokeAtIssuer } from './revocation';
import type { WorkerWorld } from '../world';

/** Refusals in a row that make a version dead. */
const enoughRefusals = 2;

/** An issuer that takes no longer to forget a value mostly refuses it at the first look, right after its revocation. Seconds. */
const promptSeconds = 10;

/** Step 8: one probe of a revoked version; dead after two refusals in a row while the current value is accepted, an incident when it outlives its deadline. @throws IssuerError */
export async function prove(world: WorkerWorld, work: WorkOf<'prove'>): Promise<void> {
  const { head, version } = await namedBy(world, work);
  if (head?.secretArn === undefined || version?.state !== 'revoked' || version.due === undefined) return;
  if (isSuperseded(world, work, version.due.at)) return;
  const stored = await readIfThere(world, head.secretArn, { versionId: version.versionId });
  await probe(world, head, version, stored && readMaterial(head.manifest.secret, stored.value, fields(world)));
}

/** One probe, its result noted, and the next one planned. `current` is what holds `AWSCURRENT`, where that was just read. */
export async function probe(
  world: WorkerWorld,
  head: KeyHead,
  version: Version,
  old: Material | undefined,
  current?: StoredValue,
): Promise<void> {
  const refused = old !== undefined && (await isRefused(world, head, version, old, current));
  const refusals = refused ? version.refusals + 1 : 0;
  if (refusals >= enoughRefusals) return recordDead(world, head, version);
  const now = world.clock.now();
  const overdue = version.deadBy !== undefined && now > version.deadBy;
  if (overdue && !version.overdueTold && refusals === 0) await recordStillAlive(world, version, old === undefined);
  // The first revocation may have been lost at the issuer, whatever it answered.
  if (overdue && refusals === 0) await revokeAtIssuer(world, version);
  await planProbe(world, head, version, refusals, now);
}

async function isRefused(
  world: WorkerWorld,
  head: KeyHead,
  version: Version,
  old: Material,
  read: StoredValue | undefined,
): Promise<boolean> {
  // A value that is not active yet is refused as well, and lives later.
  const activeBy = plusSeconds(version.issuedAt, world.issuer.capabilities.activationSeconds);
  const now = world.clock.now();
  if (now < activeBy) return false;
  const refuses = async () => (await world.issuer.verify(old)).kind === 'dead';
  const accepts = () => acceptsOthers(world, head, version, read);
  // Where it is to be refused by now, both are asked at once; before that the second question would mostly be for nothing.
  const isPrompt = world.issuer.capabilities.revocationSeconds <= promptSeconds;
  const expected = isPrompt || version.refusals > 0 || (version.deadBy !== undefined && version.deadBy <= now);
  if (!expected) return (await refuses()) && (await accepts());
  const [refused, accepted] = await Promise.allSettled([refuses(), accepts()]);
  return settledValue(refused) && settledValue(accepted);
}

/** An issuer that refuses everybody proves nothing about one key: it has to accept the current value, or its administrator where there is none. */
async function acceptsOthers(
  world: WorkerWorld,
  head: KeyHead,
  version: Version,
  read: StoredValue | undefined,
): Promise<boolean> {
  const current = await currentMaterial(world, head, version, read);
  if (current !== undefined) return (await world.issuer.verify(current)).kind === 'alive';
  await world.issuer.checkAdmin();
  return true;
}

/** The value to compare with; undefined when no version is meant to be accepted. All of it is read at once, on the supposition that the same version is current as when the key was read last. */
async function currentMaterial(
  world: WorkerWorld,
  head: KeyHead,
  version: Version,
  read: StoredValue | undefined,
): Promise<Material | undefined> {
  const { keyId, secretArn } = head;
  if (secretArn === undefined) return undefined;
  const supposedId = head.currentVersionId === version.versionId ? undefined : head.currentVersionId;
  const [fresh, supposed, stored] = await Promise.all([
    world.ledger.key(keyId),
    supposedId && world.ledger.version(keyId, supposedId),
    read ?? readIfThere(world, secretArn, { label: 'AWSCURRENT' }),
  ]);
  const currentId = fresh?.currentVersionId;
  if (currentId === undefined || currentId === version.versionId) return undefined;
  const isAsSupposed = supposed?.versionId === currentId && supposed.state === 'current';
  const current = isAsSupposed ? supposed : await world.ledger.version(keyId, currentId);
  if (current?.state !== 'current') return undefined;
  return stored && readMaterial(head.manifest.secret, stored.value, fields(world));
}

async function planProbe(
  world: WorkerWorld,
  head: KeyHead,
  version: Version,
  refusals: number,
  now: Instant,
): Promise<void> {
  const { keyId, versionId } = version;
  const deadBy = version.deadBy ?? now;
  const dueAt = nextProbeAt({ revokedAt: version.revokedAt ?? now, deadBy }, refusals, now);
  // Should the note fail, the message is one look more.
  await Promise.all([
    world.ledger.noteProbe(keyId, versionId, { refusals, dueAt }),
    dispatch(world, 'rotations', head.manifest.issuer, { kind: 'prove', keyId, versionId, dueAt }),
  ]);
}

async function recordDead(world: WorkerWorld, last: KeyHead, version: Version): Promise<void> {
  const decide: Decide<string> = async () => {
    const now = await world.ledger.version(version.keyId, version.versionId);
    if (now?.state !== 'revoked') return { skip: 'dead before' };
    const at = world.clock.now();
    const incident = now.incidentId === undefined ? undefined : await world.ledger.incident(now.keyId, now.incidentId);
    const dead: Version = { ...now, state: 'dead', deadAt: at, refusals: enoughRefusals, due: sessionsDue(now, at) };
    return {
      entry: {
        type: 'version-dead',
        actor: rekeyActor,
        cause: now.cause,
        versionId: now.versionId,
        evidence: {
          revokedAt: now.revokedAt,
          secondsToDeath: secondsBetween(now.revokedAt ?? at, at),
          ...(incident === undefined ? {} : { incidentId: incident.incidentId }),
        },
      },
      versions: [dead],
      ...(incident === undefined ? {} : { incidents: [closedIncident(incident, at, 'dead')] }),
    };
  };
  await amend(world, version.keyId, decide, { last });
}

/** A dead version is of interest no more, but for the refusal of its sessions, which has to be lifted one day. */
function sessionsDue({ sessions }: Version, now: Instant): Version['due'] {
  if (sessions === undefined) return undefined;
  return { kind: 'sessions', at: sessions.accepted ? sessions.liftAt : now };
}

async function recordStillAlive(world: WorkerWorld, version: Version, valueGone: boolean): Promise<void> {
  await amend(world, version.keyId, async () => {
    const now = await world.ledger.version(version.keyId, version.versionId);
    if (now?.state !== 'revoked' || now.overdueTold) return { skip: 'told before' };
    return {
      entry: {
        type: 'version-still-alive',
        actor: rekeyActor,
        cause: now.cause,
        versionId: now.versionId,
        evidence: {
          deadBy: now.deadBy,
          revokedAt: now.revokedAt,
          ...(valueGone ? { unproven: 'the secret no longer holds the value' } : {}),
        },
      },
      versions: [{ ...now, overdueTold: true, due: { kind: 'prove', at: plusSeconds(world.clock.now(), 1) } }],
    };
  });
}

function fields(world: WorkerWorld): readonly string[] {
  return world.issuer.capabilities.fields;
}
