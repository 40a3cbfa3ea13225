import { isToBeReplaced } from '../../model/foreign/is-to-be-replaced';
import { rotateAtAfterRollBack } from '../../model/rotation/decide-roll-back';
import type { LabelDecision } from '../../model/foreign/decide-label';
import type { Instant } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import type { Version } from '../../model/ledger/version';
import type { Change } from '../amend';
import { dispatch } from '../dispatch';
import { withReplaced } from '../../model/leaks/incident-steps';
import { currentAgain } from '../rotation/current-again';
import { replacedVersion } from '../rotation/replaced-version';
import type { WorkerWorld } from '../world';
import { amendSeen } from './amend-seen';
import { gaveWay } from '../rotation/gave-way';
import { strangersActor } from './strangers-actor';

type Followed = Extract<LabelDecision, { kind: 'follow' }>;

/**
 * Somebody made a living version of this key current: it is, and the one that was retires with its overlap, because consumers may hold it. The next rotation
 * comes as after a roll-back. Undefined: the key moved on meanwhile.
 */
export async function recordFollowed(
  world: WorkerWorld,
  seen: KeyHead,
  { to, copy }: Followed,
): Promise<KeyHead | undefined> {
  if (to.versionId === seen.currentVersionId) return recordCopy(world, seen, { to, ...(copy && { copy }) });
  let retiring: Version | undefined;
  const head = await amendSeen(world, seen, async (now) => {
    const from = now.currentVersionId && (await world.ledger.version(now.keyId, now.currentVersionId));
    const incident = from && from.incidentId && (await world.ledger.incident(now.keyId, from.incidentId));
    const at = world.clock.now();
    const replaced = from ? replacedVersion(now, from, incident || undefined, at) : undefined;
    retiring = replaced;
    const current = currentAgain(now, to, at);
    const rotateAt = isToBeReplaced(now, to) ? at : rotateAtAfterRollBack(now, current, world.issuer.capabilities, at);
    const way = gaveWay(world, now);
    return {
      ...followedChange(now, { to, copy, retiring, rotateAt }),
      ...way,
      head: {
        ...way.head,
        currentVersionId: to.versionId,
        copyVersionId: copy,
        foreignVersionId: undefined,
        rotateAt,
      },
      versions: [current, ...(retiring === undefined ? [] : [retiring])],
      ...(incident ? { incidents: [withReplaced(incident, at)] } : {}),
    };
  });
  if (head !== undefined && retiring?.due !== undefined) {
    const { keyId, versionId, due } = retiring;
    await dispatch(world, 'rotations', head.manifest.issuer, { kind: 'retire', keyId, versionId, dueAt: due.at });
  }
  return head;
}

interface What {
  to: Version;
  copy?: Followed['copy'] | undefined;
  retiring: Version | undefined;
  rotateAt: Instant;
}

function followedChange(head: KeyHead, { to, copy, retiring, rotateAt }: What): Pick<Change, 'entry'> {
  return {
    entry: {
      // What was never recorded as current is a rotation that somebody finished, most likely a worker of our own that came late.
      type: to.state === 'pending' ? 'version-promoted' : 'version-rolled-back',
      actor: strangersActor,
      cause: to.state === 'pending' ? to.cause : 'rolled back',
      versionId: to.versionId,
      evidence: {
        from: head.currentVersionId ?? null,
        to: to.versionId,
        reason: 'AWSCURRENT was moved by somebody else',
        rotateAt,
        ...(copy === undefined ? {} : { copy }),
        ...(retiring?.retireAt === undefined ? {} : { retireAt: retiring.retireAt }),
        ...(head.rotation === undefined ? {} : { gaveUp: head.rotation.versionId }),
      },
    },
  };
}

/** The same credential under another version of the secret: somebody stored it once more, with another field changed perhaps; or under its own again. */
async function recordCopy(world: WorkerWorld, seen: KeyHead, { to, copy }: Omit<Followed, 'kind'>) {
  const about = copy ?? seen.copyVersionId ?? to.versionId;
  return amendSeen(world, seen, () => ({
    entry: {
      type: copy === undefined ? 'foreign-ended' : 'foreign-found',
      actor: strangersActor,
      versionId: to.versionId,
      evidence: { what: 'stored again', about, expected: to.versionId },
    },
    head: { copyVersionId: copy, foreignVersionId: undefined },
  }));
}
