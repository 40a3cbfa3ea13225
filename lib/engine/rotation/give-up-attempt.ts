import { nameAttempt } from '../../model/label';
import { plusSeconds } from '../../model/instant';
import type { Rotation } from '../../model/rotation/rotation';
import type { Attempt } from '../../model/ledger/version';
import type { WorkerWorld } from '../world';
import type { Claim } from './claim';
import { lateEffectSeconds, settledSeconds } from './minted-by';

/** The rotation under the names of its next attempt, and the given-up one, whose label is searched once more after its claim and the activation time. */
export function nextAttempt(
  world: WorkerWorld,
  claim: Pick<Claim, 'head' | 'rotation'>,
): { rotation: Rotation; givenUp: Attempt } {
  const { rotation, head } = claim;
  const attempt = rotation.attempt + 1;
  const names = nameAttempt({
    installationId: world.installation.installationId,
    keyId: head.keyId,
    parent: rotation.parent,
    commandId: rotation.commandId,
    attempt,
    rollBacks: head.rollBacks,
    recoveredIn: head.recoveredIn,
  });
  const now = world.clock.now();
  const givenUp: Attempt = {
    keyId: head.keyId,
    versionId: rotation.versionId,
    label: rotation.label,
    ...(rotation.idsBefore === undefined ? {} : { idsBefore: rotation.idsBefore }),
    ...(rotation.principal === undefined ? {} : { principal: rotation.principal }),
    begunAt: rotation.begunAt,
    due: {
      kind: 'search',
      at: plusSeconds(rotation.claimUntil ?? now, lateSeconds(world)),
    },
  };
  const { maxAgeSeconds } = head.manifest;
  const next = {
    ...rotation,
    ...names,
    attempt,
    begunAt: now,
    stored: false,
    settledAt: undefined,
    grantChanged: undefined,
    maxAgeSeconds,
  };
  return { rotation: next, givenUp };
}

/** How long after the claim a late mint is looked for: until it took effect and every list shows it, and where it has no label, until nothing else can be taken for it. */
function lateSeconds(world: WorkerWorld): number {
  const { activationSeconds, label } = world.issuer.capabilities;
  return lateEffectSeconds + activationSeconds + (label === 'none' ? settledSeconds : 0);
}
