import { type Actor, incidentIdOf, type KeyId, type VersionId } from '../../model/ids';
import type { Decision, Incident } from '../../model/leaks/incident';
import { stops } from '../../model/work/pause';
import { RekeyError } from '../../model/rekey-error';
import type { Version } from '../../model/ledger/version';
import { type WantedDecision, type WeighedDecision, weighDecision } from '../../model/leaks/weigh-decision';
import { amend, type Change } from '../amend';
import { closedIncident, withStep } from '../../model/leaks/incident-steps';
import { pausedUntil, pausesNow } from '../pauses/pauses-now';
import type { World } from '../world';

/** A person's order about an incident. */
export interface DecisionOrder extends WantedDecision {
  keyId: KeyId;
  versionId: VersionId;
  reason: string;
  actor: Actor;
}

/**
 * A person decides on an incident: approved, it is done what the verdict would have been; dismissed, nothing is revoked, and that is a
 * risk which the person took. Repeated it changes nothing. @throws RekeyError `not_found`; `refused` with the reason and what to do instead
 */
export async function decideIncident(
  world: World,
  order: DecisionOrder,
): Promise<{ incident: Incident; changed: boolean }> {
  const { keyId, versionId } = order;
  let found: Incident | undefined;
  const outcome = await amend(world, keyId, async () => {
    const incident = await world.ledger.incident(keyId, incidentIdOf(keyId, versionId));
    const version = await world.ledger.version(keyId, versionId);
    if (incident === undefined || version === undefined) {
      throw new RekeyError('not_found', `there is no incident ${keyId}:${versionId}: see "rekey incident list"`);
    }
    found = incident;
    const weighed = weighDecision(incident, order);
    switch (weighed.kind) {
      case 'decided before':
        return { skip: 'decided before' };
      case 'refused':
        throw new RekeyError('refused', `incident ${incident.incidentId} is not ${order.what}: ${weighed.why}`);
      case 'approved':
      case 'dismissed': {
        await refuseWhatCannotBe(world, order, version);
        const change = changeOf(world, order, incident, weighed);
        found = change.incidents?.[0];
        return change;
      }
    }
  });
  const incident = found as Incident;
  // What was approved before, and not begun, is sent again: a repetition may come because nothing was seen to happen.
  if (incident.due?.kind === 'contain') {
    const { issuer, incidentId, due } = incident;
    await world.queues.send({ lane: 'containments', issuer }, { kind: 'contain', keyId, incidentId, dueAt: due.at });
  }
  return { incident, changed: outcome.kind === 'recorded' };
}

/** A version that is gone needs no decision, and an approval that a pause would stop is no approval. @throws RekeyError `refused` */
async function refuseWhatCannotBe(world: World, order: DecisionOrder, version: Version): Promise<void> {
  if (version.state === 'revoked' || version.state === 'dead') {
    throw new RekeyError('refused', `version ${version.versionId} is ${version.state}: nothing is left to decide`);
  }
  if (order.what === 'dismissed' || order.override) return;
  const pauses = await pausesNow(world, order);
  if (!stops(pauses, { kind: 'contain' })) return;
  throw new RekeyError(
    'refused',
    `containments of ${order.keyId} are paused until ${pausedUntil(pauses)}: resume them, or approve with --override`,
  );
}

function changeOf(
  world: World,
  { what, actor, reason, override }: DecisionOrder,
  incident: Incident,
  weighed: Extract<WeighedDecision, { kind: Decision['what'] }>,
): Change {
  const at = world.clock.now();
  const { incidentId, versionId, verdict } = incident;
  const decision: Decision = { what, actor, reason, at, override };
  const as = weighed.kind === 'approved' ? weighed.as : undefined;
  const words = `${what}${as === undefined ? '' : ` as ${as}`} by ${actor}: ${reason}`;
  const step = as === undefined ? closedIncident(incident, at, words) : withStep(incident, at, words);
  const decided: Incident = {
    ...step,
    decision,
    // What it would have been stays there to be compared with what is reported later.
    verdict: {
      ...verdict,
      kind: as ?? 'dismiss',
      at,
      reason: words,
      otherwise: verdict.otherwise ?? containmentOf(verdict),
    },
    ...(as === undefined ? {} : { state: 'open', reminder: undefined, due: { kind: 'contain', at } }),
  };
  return {
    entry: {
      type: what === 'approved' ? 'incident-approved' : 'incident-dismissed',
      actor,
      versionId,
      evidence: {
        incidentId,
        reason,
        override,
        was: incident.state,
        ...(as === undefined ? {} : { as }),
        ...(verdict.heldFor === undefined ? {} : { heldFor: verdict.heldFor, heldBecause: verdict.reason }),
      },
    },
    incidents: [decided],
  };
}

function containmentOf({ kind }: Incident['verdict']): Incident['verdict']['otherwise'] {
  return kind === 'overlap' || kind === 'kill' ? kind : undefined;
}
