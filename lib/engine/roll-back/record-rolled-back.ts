import { rotateAtAfterRollBack } from '../../model/rotation/decide-roll-back';
import type { Incident } from '../../model/leaks/incident';
import type { KeyHead } from '../../model/ledger/key-head';
import type { Version } from '../../model/ledger/version';
import { amend, type Change } from '../amend';
import { dispatch } from '../dispatch';
import { withFinished } from '../rotation/finished-commands';
import { withReplaced } from '../../model/leaks/incident-steps';
import { currentAgain } from '../rotation/current-again';
import { replacedVersion } from '../rotation/replaced-version';
import type { WorkerWorld } from '../world';
import type { Begun } from './begin-roll-back';

/** The last transaction: the old version is current again, the one that replaced it retires after the overlap, because consumers may hold it. */
export async function recordRolledBack(world: WorkerWorld, begun: Begun): Promise<void> {
  const { keyId, rollBack } = begun;
  let retiring: Version | undefined;
  const outcome = await amend(world, keyId, async (head) => {
    if (head.rollBack?.commandId !== rollBack.commandId) return { skip: 'done before' };
    const [to, from] = await Promise.all([
      world.ledger.version(keyId, rollBack.to),
      world.ledger.version(keyId, rollBack.from),
    ]);
    const incident = from?.incidentId === undefined ? undefined : await world.ledger.incident(keyId, from.incidentId);
    const change = rolledBack(world, head, begun, { to, from, incident });
    retiring = change.versions?.find(({ state }) => state === 'retiring');
    return change;
  });
  if (outcome.kind === 'skipped' || retiring?.retireAt === undefined) return;
  const { versionId, retireAt: dueAt } = retiring;
  await dispatch(world, 'rotations', outcome.head.manifest.issuer, { kind: 'retire', keyId, versionId, dueAt });
}

interface Involved {
  to: Version | undefined;
  from: Version | undefined;
  /** The incident of the version that is rolled back from. */
  incident: Incident | undefined;
}

function rolledBack(world: WorkerWorld, head: KeyHead, { rollBack }: Begun, involved: Involved): Change {
  const { to, from, incident } = involved;
  const at = world.clock.now();
  const versions: Version[] = [];
  // Killed while it was made current: it stays revoked, and is replaced at once; so is one that was reported meanwhile.
  const alive = to?.state === 'retiring' ? currentAgain(head, to, at) : undefined;
  if (alive !== undefined) versions.push(alive);
  const replaced = from && replacedVersion(head, from, incident, at);
  if (replaced !== undefined) versions.push(replaced);
  const healthy = alive !== undefined && alive.incidentId === undefined;
  const rotateAt = healthy ? rotateAtAfterRollBack(head, alive, world.issuer.capabilities, at) : at;
  return {
    entry: {
      type: 'version-rolled-back',
      actor: rollBack.actor,
      cause: 'rolled back',
      versionId: rollBack.to,
      evidence: {
        from: rollBack.from,
        to: rollBack.to,
        reason: rollBack.reason,
        rotateAt,
        ...(replaced?.retireAt === undefined ? {} : { retireAt: replaced.retireAt }),
      },
    },
    head: {
      currentVersionId: rollBack.to,
      rollBack: undefined,
      finishedCommands: withFinished(head, rollBack.commandId),
      foreignVersionId: undefined,
      copyVersionId: undefined,
      // Whoever goes back wants the value of before, whatever was declared since: until the schedule, or another declaration, asks for one.
      valueOwed: undefined,
      rotateAt,
    },
    // A key that was let go meanwhile is left as it is from here on.
    versions: head.status === 'released' ? versions.map((version) => ({ ...version, due: undefined })) : versions,
    ...(incident === undefined ? {} : { incidents: [withReplaced(incident, at)] }),
  };
}
