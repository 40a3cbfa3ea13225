import type { Actor, VersionId } from '../../model/ids';
import type { Instant } from '../../model/instant';
import type { Incident } from '../../model/leaks/incident';
import type { KeyHead } from '../../model/ledger/key-head';
import type { SessionEnd, Version } from '../../model/ledger/version';
import { amend, type Decide } from '../amend';
import { dispatch } from '../dispatch';
import { withStep } from '../../model/leaks/incident-steps';
import { sessionStep } from '../../model/leaks/session-step';
import { otherValues } from '../../model/rotation/other-values';
import { rotateWork } from '../rotation/rotate-work';
import { type LastWords, revokedVersion } from './revocation';
import type { WorkerWorld } from '../world';

/** Why a version was revoked, and on whose word. */
export interface RevocationReason {
  reason: 'superseded' | 'leak' | 'operator' | 'expiry' | 'rejected' | 'gone';
  actor: Actor;
  /** When and for what it was used last. */
  words?: LastWords;
  /** True: its credential was revoked, and with it every other value of that, where values are rolled. */
  withCredential?: boolean;
  /** What became of the sessions made with it. */
  sessions?: SessionEnd | undefined;
  /** Who probes it first: whoever records it, right after that, or a message. @default 'message' */
  probedBy?: 'caller' | 'message';
  /** The key as it was read last. @default it is read */
  last?: KeyHead;
}

/** Records that the issuer accepted the revocation of a version, and plans the proof. Recorded once: undefined when it was so already. */
export async function recordRevoked(
  world: WorkerWorld,
  version: Version,
  why: RevocationReason,
): Promise<Version | undefined> {
  let revoked: Version | undefined;
  let ended: VersionId[] = [];
  const decide: Decide<string> = async (head) => {
    const now = await world.ledger.version(version.keyId, version.versionId);
    if (now === undefined || now.state === 'revoked' || now.state === 'dead') return { skip: 'revoked before' };
    const at = world.clock.now();
    const incident = now.incidentId === undefined ? undefined : await world.ledger.incident(now.keyId, now.incidentId);
    const { sessions } = why;
    revoked = { ...revokedVersion(world, now, at), ...(sessions === undefined ? {} : { sessions }) };
    // Read now: whatever was rolled and recorded meanwhile has ended with it.
    const others = why.withCredential === true ? await valuesBeside(world, now, at) : [];
    ended = [now, ...others].map(({ versionId }) => versionId);
    return {
      entry: {
        type: 'version-revoked',
        actor: why.actor,
        cause: now.cause,
        versionId: now.versionId,
        evidence: {
          reason: why.reason,
          deadBy: revoked.deadBy,
          ...why.words,
          ...(sessions === undefined ? {} : { sessions }),
          ...(incident === undefined ? {} : { incidentId: incident.incidentId }),
          ...(others.length === 0 ? {} : { endedWith: others.map(({ versionId }) => versionId) }),
        },
      },
      // Without a successor the key needs one now, whatever the schedule says.
      ...(ended.some((id) => id === head.currentVersionId) ? { head: { rotateAt: at } } : {}),
      versions: [revoked, ...others.map((other) => revokedVersion(world, other, at))],
      incidents: [
        ...(incident === undefined ? [] : [contained(withSessions(incident, sessions, at), at)]),
        ...(await incidentsOf(world, others)).map((other) => contained(other, at)),
      ],
    };
  };
  const outcome = await amend(world, version.keyId, decide, { last: why.last });
  if (outcome.kind === 'skipped' || revoked?.due === undefined) return undefined;
  const { keyId, versionId, due } = revoked;
  // The current version ended with another one: nobody has begun to replace it.
  if (ended.slice(1).some((id) => id === outcome.head.currentVersionId)) {
    await dispatch(world, 'containments', world.issuer.name, rotateWork(outcome.head, world.clock.now()));
  }
  // A caller that does not come to it leaves it due.
  if (why.probedBy !== 'caller') {
    await dispatch(world, 'rotations', outcome.head.manifest.issuer, {
      kind: 'prove',
      keyId,
      versionId,
      dueAt: due.at,
    });
  }
  return revoked;
}

/** Where values are rolled: what else the ledger has as accepted of the same credential. */
async function valuesBeside(world: WorkerWorld, version: Version, at: Instant): Promise<Version[]> {
  // Of one that nobody can name nothing was revoked: it alone was seen to have ended.
  if (world.issuer.capabilities.roll === undefined || version.ref === undefined) return [];
  const others = otherValues(version, await world.ledger.versions(version.keyId), at);
  return others.filter(({ ref }) => ref !== undefined);
}

async function incidentsOf(world: WorkerWorld, versions: readonly Version[]): Promise<Incident[]> {
  const found: Incident[] = [];
  for (const { keyId, incidentId } of versions) {
    const incident = incidentId === undefined ? undefined : await world.ledger.incident(keyId, incidentId);
    if (incident !== undefined) found.push(incident);
  }
  return found;
}

/** Whoever reads the incident learns that sessions lived on, and until when they are refused. */
function withSessions(incident: Incident, sessions: SessionEnd | undefined, at: Incident['openedAt']): Incident {
  return sessions === undefined ? incident : withStep(incident, at, sessionStep(sessions));
}

function contained(incident: Incident, at: Incident['openedAt']): Incident {
  const undone = incident.state === 'open' || incident.state === 'held';
  const state = undone ? ('contained' as const) : incident.state;
  return { ...withStep(incident, at, 'revoked'), state, reminder: undefined, due: undefined };
}
