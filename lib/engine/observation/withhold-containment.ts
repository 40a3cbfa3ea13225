import { formatDuration } from '../../model/duration';
import type { Incident } from '../../model/leaks/incident';
import type { KeyHead } from '../../model/ledger/key-head';
import type { WorkOf } from '../../model/work/work';
import type { Change } from '../amend';
import { withStep } from '../../model/leaks/incident-steps';
import { isOrdered } from '../incidents/is-ordered';
import type { NotWithheld } from './not-withheld';
import type { WorkerWorld } from '../world';
import { wouldHave } from './would-have';

/** A leak of an observed key is told and not contained; its incident stays open. What somebody ordered is done. */
export async function withholdContainment(
  world: WorkerWorld,
  head: KeyHead,
  work: WorkOf<'contain'>,
): Promise<Change | { skip: NotWithheld }> {
  const incident = await world.ledger.incident(work.keyId, work.incidentId);
  if (incident === undefined || isOrdered(incident)) return { skip: 'act' };
  const { verdict, due, state, versionId, incidentId } = incident;
  if (verdict.kind === 'dismiss' || verdict.kind === 'hold') return { skip: 'act' };
  if (due === undefined || state === 'closed') return { skip: 'done' };
  const at = world.clock.now();
  return {
    ...wouldHave(world, head, {
      what: 'contain',
      versionId,
      cause: 'leak',
      why: verdict.reason,
      evidence: { verdict: verdict.kind, incidentId, instead: insteadOf(head, verdict.kind) },
    }),
    incidents: [{ ...withStep(incident, at, 'only observed: nothing was revoked'), withheldAt: at, due: undefined }],
  };
}

function insteadOf({ manifest }: KeyHead, kind: Incident['verdict']['kind']): string {
  if (kind === 'kill') return 'revoked at once';
  return `replaced, and revoked ${formatDuration(manifest.leak.overlapSeconds)} later`;
}
