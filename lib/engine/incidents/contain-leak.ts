import type { CommandId } from '../../model/ids';
import type { Incident } from '../../model/leaks/incident';
import { type Instant, earliest, plusSeconds, secondsBetween } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import { readMaterial } from '../../model/secret-format';
import type { Version } from '../../model/ledger/version';
import type { WorkOf } from '../../model/work/work';
import { amend } from '../amend';
import { IssuerError } from '../../ports';
import { dispatch } from '../dispatch';
import { askToEnd } from './ask-to-end';
import { endSessions } from './end-sessions';
import { withStep } from '../../model/leaks/incident-steps';
import { probe } from '../retirement/prove';
import { readIfThere } from '../retirement/read-if-there';
import { recordRevoked } from '../retirement/record-revoked';
import { rekeyActor } from '../rekey-actor';
import { killAtIssuer, type LastWords, revokeAtIssuer } from '../retirement/revocation';
import { rotate } from '../rotation/rotate';
import type { WorkerWorld } from '../world';

/** Seconds until the refusal of sessions is asked for again. */
const sessionPauseSeconds = 3;

interface Case {
  head: KeyHead;
  version: Version;
  incident: Incident;
}

/** Does what the verdict of an incident says: a kill revokes within seconds and waits for no claim; an overlap replaces first; what is held waits for a person. `last` is the key as it was read last. @throws IssuerError */
export async function containLeak(
  world: WorkerWorld,
  work: WorkOf<'contain'>,
  last: KeyHead | undefined,
): Promise<void> {
  const found = await load(world, work, last);
  if (found === undefined) return;
  switch (found.incident.verdict.kind) {
    case 'dismiss':
    case 'hold':
      return;
    case 'kill':
      return kill(world, found);
    case 'overlap':
      return replace(world, found);
  }
}

/** Mostly the current version leaked: it is read beside the incident. */
async function load(
  { ledger }: WorkerWorld,
  { keyId, incidentId }: WorkOf<'contain'>,
  head: KeyHead | undefined,
): Promise<Case | undefined> {
  const [incident, current] = await Promise.all([
    ledger.incident(keyId, incidentId),
    head?.currentVersionId && ledger.version(keyId, head.currentVersionId),
  ]);
  if (head === undefined || incident === undefined || incident.state === 'closed') return undefined;
  const { versionId } = incident;
  const version = current?.versionId === versionId ? current : await ledger.version(keyId, versionId);
  return version && { head, version, incident };
}

/** Revokes at the end of `replaceWithin`, or as soon as a successor is current; the replacement goes on either way. */
async function kill(world: WorkerWorld, found: Case): Promise<void> {
  const { head, version } = found;
  if (version.state === 'revoked' || version.state === 'dead') return;
  const replacing = version.state === 'current' ? replaceInTime(world, found) : undefined;
  await replacing?.orDeadline;
  const words = await killBeside(world, found, replacing);
  const sessions = await endSessions(world, version);
  const reason = found.incident.verdict.inputs.attestedBy === 'operator' ? 'operator' : 'leak';
  const actor = found.incident.reports.at(-1)?.actor ?? rekeyActor;
  const revoked = await recordRevoked(world, version, {
    reason,
    actor,
    words,
    sessions,
    withCredential: words.rolled === undefined,
    probedBy: 'caller',
  });
  if (revoked?.sessions?.accepted === false) await orderSessionEnd(world, revoked);
  await replacing?.done;
  await retryFullIssuer(world, found);
  if (revoked === undefined || head.secretArn === undefined) return;
  const stored = await readIfThere(world, head.secretArn, { versionId: version.versionId });
  await probe(
    world,
    head,
    revoked,
    stored && readMaterial(head.manifest.secret, stored.value, world.issuer.capabilities.fields),
  );
}

/** The ledger has it in the order in which it happened, and nothing is left behind under way. @throws IssuerError */
async function killBeside(world: WorkerWorld, found: Case, replacing: Replacing | undefined): Promise<LastWords> {
  try {
    return await killOrAsk(world, found);
  } finally {
    await replacing?.recorded();
  }
}

/** What nobody can name a person has to end, and hears of it. @throws IssuerError `unsupported` then */
async function killOrAsk(world: WorkerWorld, { version, incident }: Case): Promise<LastWords> {
  try {
    return await killAtIssuer(world, version);
  } catch (error) {
    if (error instanceof IssuerError && error.kind === 'unsupported')
      await askToEnd(world, incident, { version, reason: error.message });
    throw error;
  }
}

/** What the issuer did not accept at once is asked again soon. */
async function orderSessionEnd(world: WorkerWorld, { keyId, versionId }: Version): Promise<void> {
  const dueAt = plusSeconds(world.clock.now(), sessionPauseSeconds);
  await dispatch(world, 'containments', world.issuer.name, { kind: 'sessions', keyId, versionId, dueAt });
}

interface Replacing {
  done: Promise<void>;
  /** Ends when the successor is current, when nothing comes of the replacement, or with the time it was given. */
  orDeadline: Promise<void>;
  /** Ends when it is on record that the successor is current; at once while it is not. */
  recorded: () => Promise<void>;
}

function replaceInTime(world: WorkerWorld, found: Case): Replacing {
  const { incident, head } = found;
  const acceptedAt = incident.reports.at(-1)?.acceptedAt ?? incident.openedAt;
  const until = plusSeconds(acceptedAt, head.manifest.leak.replaceWithinSeconds);
  const remaining = secondsBetween(world.clock.now(), until);
  let isCurrent = false;
  let tellCurrent: () => void = () => undefined;
  const current = new Promise<void>((resolve) => (tellCurrent = resolve));
  const done = startReplacement(world, found, () => {
    isCurrent = true;
    tellCurrent();
  });
  const recorded = () => (isCurrent ? done : Promise.resolve());
  if (remaining <= 0) return { done, orDeadline: Promise.resolve(), recorded };
  return { done, orDeadline: Promise.race([done, current, world.clock.sleep(remaining * 1000)]), recorded };
}

/** The replacement may fail; the revocation may not wait for that to be mended. What failed is recorded and tried again by `rotate` itself. */
async function startReplacement(world: WorkerWorld, found: Case, onCurrent: () => void): Promise<void> {
  try {
    await rotate(world, replacement(world, found), { last: found.head, onCurrent });
  } catch (error) {
    world.telemetry.warn('the replacement of a leaked version failed', {
      key: found.head.keyId,
      error: error instanceof Error ? error.name : 'unknown',
    });
  }
}

/** At an issuer that was full there is room now that the leaked version is gone. */
async function retryFullIssuer(world: WorkerWorld, { head }: Case): Promise<void> {
  const now = await world.ledger.key(head.keyId);
  if (now?.rotation?.lastFailure?.kind !== 'quota') return;
  const { rotation } = now;
  await rotate(world, {
    kind: 'rotate',
    keyId: now.keyId,
    commandId: `${rotation.commandId}:room` as CommandId,
    cause: 'leak',
    actor: rekeyActor,
    parent: rotation.parent,
    rollBacks: now.rollBacks,
    dueAt: world.clock.now(),
  });
}

function replacement(world: WorkerWorld, { head, version, incident }: Case): WorkOf<'rotate'> {
  return {
    kind: 'rotate',
    keyId: head.keyId,
    commandId: `leak:${incident.incidentId}` as CommandId,
    cause:
      incident.verdict.inputs.attestedBy === 'operator' && incident.verdict.inputs.exposure === 'unknown'
        ? 'manual'
        : 'leak',
    actor: rekeyActor,
    parent: version.versionId,
    rollBacks: head.rollBacks,
    dueAt: world.clock.now(),
  };
}

/** A leak that is not known to be public: the consumers get a new value first, then a short overlap. */
async function replace(world: WorkerWorld, found: Case): Promise<void> {
  const { version } = found;
  switch (version.state) {
    case 'current':
      await rotate(world, replacement(world, found), { last: found.head });
      return;
    case 'retiring':
      return shortenOverlap(world, found);
    case 'pending': {
      // It may be current already, or a late worker may still make it so: its rotation, or the search for it, comes first. The sweep looks again.
      if (await isStillInPlay(world, found)) return;
      // Read once more, last: an answer that came late may be of a time before it was made current, and replaced. The sweep looks again then, too.
      const now = await world.ledger.version(version.keyId, version.versionId);
      if (now?.state !== 'pending') return;
      await revokeAtIssuer(world, version);
      await recordRevoked(world, version, { reason: 'leak', actor: rekeyActor });
      return;
    }
    case 'revoked':
    case 'dead':
      return;
  }
}

async function isStillInPlay(world: WorkerWorld, { head, version }: Case): Promise<boolean> {
  const { keyId, versionId } = version;
  if (head.rotation?.versionId === versionId || (await world.ledger.attempt(keyId, versionId)) !== undefined)
    return true;
  const stored = head.secretArn === undefined ? undefined : await world.secrets.read(head.secretArn, { versionId });
  return stored?.labels.includes('AWSCURRENT') === true;
}

async function shortenOverlap(world: WorkerWorld, { head, version, incident }: Case): Promise<void> {
  let retireAt: Instant | undefined;
  await amend(world, head.keyId, async (fresh) => {
    const now = await world.ledger.version(version.keyId, version.versionId);
    const current = await world.ledger.incident(version.keyId, incident.incidentId);
    if (now?.state !== 'retiring' || now.retireAt === undefined || current?.due === undefined)
      return { skip: 'no longer so' };
    // Reported again meanwhile, and to be revoked at once: that stays due.
    if (current.verdict.kind !== 'overlap') return { skip: 'judged anew' };
    const at = world.clock.now();
    // A grace that the issuer has given it cannot take back, but by ending the value in use.
    const { rolled } = now;
    retireAt = rolled?.until ?? earliest(now.retireAt, plusSeconds(at, fresh.manifest.leak.overlapSeconds));
    return {
      entry: {
        type: 'retirement-planned',
        actor: rekeyActor,
        cause: 'leak',
        versionId: now.versionId,
        evidence: { retireAt, incidentId: incident.incidentId },
      },
      // Leaked, it needs no quarantine: nobody will want it back.
      versions: [{ ...now, retireAt, revokeAt: undefined, due: { kind: 'retire', at: retireAt } }],
      incidents: [
        {
          ...withStep(current, at, rolled ? `ends with its grace, at ${rolled.until}` : 'overlap shortened'),
          due: undefined,
        },
      ],
    };
  });
  if (retireAt === undefined) return;
  const { keyId, versionId } = version;
  await dispatch(world, 'rotations', head.manifest.issuer, { kind: 'retire', keyId, versionId, dueAt: retireAt });
}
