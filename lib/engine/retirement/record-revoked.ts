import type { Actor } from '../../model/ids';
import type { Incident } from '../../model/leaks/incident';
import type { SessionEnd, Version } from '../../model/ledger/version';
import { amend } from '../amend';
import { dispatch } from '../dispatch';
import { withStep } from '../../model/leaks/incident-steps';
import { sessionStep } from '../../model/leaks/session-step';
import { type LastWords, revokedVersion } from './revocation';
import type { WorkerWorld } from '../world';

/** Why a version was revoked, and on whose word. */
export interface RevocationReason {
  reason: 'superseded' | 'leak' | 'operator' | 'expiry' | 'rejected' | 'gone';
  actor: Actor;
  /** When and for what it was used last. */
  words?: LastWords;
  /** What became of the sessions made with it. */
  sessions?: SessionEnd | undefined;
}

/** Records that the issuer accepted the revocation of a version, and plans the proof. Recorded once: undefined when it was so already. */
export async function recordRevoked(
  world: WorkerWorld,
  version: Version,
  why: RevocationReason,
): Promise<Version | undefined> {
  let revoked: Version | undefined;
  const outcome = await amend(world, version.keyId, async (head) => {
    const now = await world.ledger.version(version.keyId, version.versionId);
    if (now === undefined || now.state === 'revoked' || now.state === 'dead') return { skip: 'revoked before' };
    const at = world.clock.now();
    const incident = now.incidentId === undefined ? undefined : await world.ledger.incident(now.keyId, now.incidentId);
    const { sessions } = why;
    revoked = { ...revokedVersion(world, now, at), ...(sessions === undefined ? {} : { sessions }) };
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
        },
      },
      // Without a successor the key needs one now, whatever the schedule says.
      ...(head.currentVersionId === now.versionId ? { head: { rotateAt: at } } : {}),
      versions: [revoked],
      ...(incident === undefined ? {} : { incidents: [contained(withSessions(incident, sessions, at), at)] }),
    };
  });
  if (outcome.kind === 'skipped' || revoked?.due === undefined) return undefined;
  const { keyId, versionId, due } = revoked;
  await dispatch(world, 'rotations', outcome.head.manifest.issuer, { kind: 'prove', keyId, versionId, dueAt: due.at });
  return revoked;
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
