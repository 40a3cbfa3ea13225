import type { Incident } from '../../model/leaks/incident';
import type { Instant } from '../../model/instant';
import type { SessionEnd, Version } from '../../model/ledger/version';
import type { WorkOf } from '../../model/work/work';
import { amend } from '../amend';
import { isEarly } from '../dispatch';
import { withStep } from '../../model/leaks/incident-steps';
import { rekeyActor } from '../rekey-actor';
import { sessionStep } from '../../model/leaks/session-step';
import type { WorkerWorld } from '../world';

/** After a kill: has sessions refused that could not be at once, and lifts the refusal when the last of them has ended by itself. @throws IssuerError */
export async function carrySessionEnd(world: WorkerWorld, work: WorkOf<'sessions'>): Promise<void> {
  const version = await world.ledger.version(work.keyId, work.versionId);
  if (version?.sessions === undefined || version.ref === undefined) return;
  const { sessions, ref } = version;
  if (!sessions.accepted) {
    await world.issuer.endSessions?.(ref, sessions.before);
    return record(world, version, 'sessions-ended', { ...sessions, accepted: true });
  }
  if (await isEarly(world, 'rotations', world.issuer.name, work, sessions.liftAt)) return;
  await world.issuer.liftSessionEnd?.(ref, sessions.before);
  await record(world, version, 'session-end-lifted', undefined);
}

async function record(
  world: WorkerWorld,
  version: Version,
  type: 'sessions-ended' | 'session-end-lifted',
  next: SessionEnd | undefined,
): Promise<void> {
  await amend(world, version.keyId, async () => {
    const now = await world.ledger.version(version.keyId, version.versionId);
    if (now?.sessions?.before !== version.sessions?.before || now?.sessions?.accepted !== version.sessions?.accepted) {
      return { skip: 'done before' };
    }
    if (now === undefined) return { skip: 'no such version' };
    const at = world.clock.now();
    const incident = now.incidentId && (await world.ledger.incident(now.keyId, now.incidentId));
    const proven = now.state === 'dead';
    const due = next === undefined ? undefined : { kind: 'sessions' as const, at: next.liftAt };
    return {
      entry: {
        type,
        actor: rekeyActor,
        cause: now.cause,
        versionId: now.versionId,
        evidence: { before: version.sessions?.before, liftAt: version.sessions?.liftAt },
      },
      // While it is probed, that is what it is due for; its death plans the lifting.
      versions: [{ ...now, sessions: next, ...(proven ? { due } : {}) }],
      ...(incident ? { incidents: [withStep(incident, at, stepOf(next, at))] } : {}),
    };
  });
}

function stepOf(next: SessionEnd | undefined, at: Instant): Incident['timeline'][number]['what'] {
  return next === undefined ? `the refusal of sessions was lifted at ${at}` : sessionStep(next);
}
