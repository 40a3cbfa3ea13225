import { latest, plusSeconds } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import { rotateAt } from '../../model/schedule/schedule';
import type { Version } from '../../model/ledger/version';
import type { WorkOf } from '../../model/work/work';
import type { Change } from '../amend';
import { gaveWay } from '../rotation/gave-way';
import { isFinished, withFinished } from '../rotation/finished-commands';
import type { NotWithheld } from './not-withheld';
import { declaredGrant } from '../rotation/mint';
import type { WorkerWorld } from '../world';
import { wouldHave } from './would-have';

/**
 * A rotation of an observed key is told, and the next one planned as if it had been done. What was begun before the key was
 * observed is finished if the secret holds its value already, and given up otherwise. A version that is gone is replaced all the same.
 */
export async function withholdRotation(
  world: WorkerWorld,
  head: KeyHead,
  work: WorkOf<'rotate'>,
): Promise<Change | { skip: NotWithheld }> {
  const { currentVersionId, rotation } = head;
  if (head.status === 'released' || currentVersionId === undefined || head.rotateAt === undefined)
    return { skip: 'act' };
  const current = await world.ledger.version(head.keyId, currentVersionId);
  // Revoked by a command or a containment: its consumers wait for the next one.
  if (current === undefined || current.placeholder || current.state !== 'current') return { skip: 'act' };
  if (rotation !== undefined) {
    // In aid of a containment, or of somebody's order; or half done, which is the worst of all states: where it rolls, nobody knows.
    if (rotation.stored || rotation.rolls === true || rotation.cause === 'leak' || rotation.cause === 'manual')
      return { skip: 'act' };
    const told = toldRotation(world, head, current, work);
    const ended = gaveWay(world, head);
    return { ...told, ...ended, head: { ...told.head, ...ended.head } };
  }
  if (work.parent !== currentVersionId || isFinished(head, work.commandId)) return { skip: 'done' };
  // What comes of the schedule comes again, by the same command, once the key is no longer only observed.
  if (!isPlanned(work)) {
    const told = toldRotation(world, head, current, work);
    return { ...told, head: { ...told.head, finishedCommands: withFinished(head, work.commandId) } };
  }
  if (head.rotateAt > world.clock.now()) return { skip: 'done' };
  return toldRotation(world, head, current, work);
}

function toldRotation(world: WorkerWorld, head: KeyHead, current: Version, work: WorkOf<'rotate'>) {
  const { manifest, keyId } = head;
  const now = world.clock.now();
  const next = rotateAt(keyId, now, manifest, world.issuer.capabilities);
  const change = wouldHave(world, head, {
    what: 'rotate',
    versionId: current.versionId,
    cause: work.cause,
    why: isPlanned(work) ? `its replacement was due at ${head.rotateAt ?? now}` : `it was asked for (${work.cause})`,
    evidence: {
      mints: world.issuer.describeGrant(declaredGrant(world, manifest)),
      oldUntil: plusSeconds(now, manifest.overlapSeconds),
      consumers: manifest.consumers.map(({ name, delaySeconds }) => ({ name, delaySeconds })),
      nextAt: latest(next, now),
    },
  });
  return {
    ...change,
    head: { ...change.head, rotateAt: latest(next, plusSeconds(now, 1)) },
    // It would be no longer current, so its hard end would not come.
    versions: [{ ...current, due: undefined }],
  };
}

/** Whether it comes of what the key is, and not of somebody's wish. */
function isPlanned({ cause }: WorkOf<'rotate'>): boolean {
  return cause === 'scheduled' || cause === 'recovered';
}
