import type { VersionId } from '../../model/ids';
import type { KeyHead } from '../../model/ledger/key-head';
import type { Version } from '../../model/ledger/version';
import { dispatch } from '../dispatch';
import { withReplaced } from '../../model/leaks/incident-steps';
import { replacedVersion } from '../rotation/replaced-version';
import { takeIn } from '../credentials/take-in';
import type { WorkerWorld } from '../world';
import { amendSeen } from './amend-seen';
import { gaveWay } from '../rotation/gave-way';
import type { Looked } from './look-at-key';
import { strangersActor } from './strangers-actor';

/** Somebody put a credential of their own making: it becomes a version of the key, and the current one; the one that was retires with its overlap. Undefined: the key moved on meanwhile. */
export async function recordTakenOver(
  world: WorkerWorld,
  seen: KeyHead,
  versionId: VersionId,
  examined: NonNullable<Looked['examined']>,
): Promise<KeyHead | undefined> {
  let retiring: Version | undefined;
  const head = await amendSeen(world, seen, async (now) => {
    const [from, before] = await Promise.all([
      now.currentVersionId && world.ledger.version(now.keyId, now.currentVersionId),
      world.ledger.version(now.keyId, versionId),
    ]);
    const incident = from && from.incidentId && (await world.ledger.incident(now.keyId, from.incidentId));
    const at = world.clock.now();
    const replaced = from ? replacedVersion(now, from, incident || undefined, at) : undefined;
    retiring = replaced;
    const timing = world.issuer.capabilities;
    const taken = takeIn({ head: now, examined, versionId, cause: 'adopted', state: 'current', timing, at });
    const { fingerprints, publicIds, rotateAt } = taken;
    const [fresh] = taken.versions;
    const way = gaveWay(world, now);
    return {
      ...way,
      entry: {
        type: 'credential-taken-over',
        actor: strangersActor,
        cause: 'adopted',
        versionId,
        evidence: {
          from: now.currentVersionId ?? null,
          to: versionId,
          ref: fresh.ref ?? null,
          issuedAt: fresh.issuedAt,
          rotateAt,
          ...(retiring?.retireAt === undefined ? {} : { retireAt: retiring.retireAt }),
          ...(now.rotation === undefined ? {} : { gaveUp: now.rotation.versionId }),
        },
      },
      head: {
        ...way.head,
        currentVersionId: versionId,
        copyVersionId: undefined,
        foreignVersionId: undefined,
        rotateAt,
      },
      versions: [
        {
          ...fresh,
          ...(now.currentVersionId === undefined ? {} : { parent: now.currentVersionId }),
          // Held until now, it may have been reported: whatever ends it closes that incident.
          ...(before?.incidentId === undefined ? {} : { incidentId: before.incidentId }),
        },
        ...(retiring === undefined ? [] : [retiring]),
      ],
      fingerprints,
      publicIds,
      ...(incident ? { incidents: [withReplaced(incident, at)] } : {}),
    };
  });
  if (head !== undefined && retiring?.due !== undefined) {
    const { keyId, due } = retiring;
    const { versionId: old } = retiring;
    await dispatch(world, 'rotations', head.manifest.issuer, { kind: 'retire', keyId, versionId: old, dueAt: due.at });
  }
  return head;
}
