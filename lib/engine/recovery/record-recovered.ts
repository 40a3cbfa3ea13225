import type { KeyHead } from '../../model/ledger/key-head';
import { isToBeReplaced } from '../../model/foreign/is-to-be-replaced';
import { livedBy } from '../../model/schedule/lived-by';
import { modeOf } from '../../model/manifest/mode-of';
import { type Instant, plusSeconds } from '../../model/instant';
import { takeOver } from '../../model/schedule/take-over';
import type { Version } from '../../model/ledger/version';
import { amend, type Change } from '../amend';
import { expiryDue } from '../due-times';
import { rekeyActor } from '../rekey-actor';
import { revokedVersion } from '../retirement/revocation';
import { nextAttempt } from '../rotation/give-up-attempt';
import type { WorkerWorld } from '../world';
import type { Looked } from './look-at-key';

/**
 * The last transition of a key's recovery: current is what consumers read; every other version that lives retires after the full overlap
 * from now; what the issuer lists no more is revoked already; a rotation or roll-back in flight is given up, and searched for. Repeated it changes nothing.
 */
export async function recordRecovered(world: WorkerWorld, looked: Looked, tableId: string): Promise<void> {
  const { keyId } = looked.head;
  await amend(world, keyId, async (head) => {
    if (head.recoveredIn === tableId) return { skip: 'recovered before' };
    return recovery(world, head, await world.ledger.versions(keyId), looked, tableId);
  });
}

function recovery(
  world: WorkerWorld,
  head: KeyHead,
  versions: readonly Version[],
  looked: Looked,
  tableId: string,
): Change {
  const at = world.clock.now();
  const { current, gone, unknown, secretArn } = looked;
  const holder = versions.find(({ versionId }) => versionId === current);
  const reigns = holder && !holder.placeholder ? reign(world, head, holder, at) : undefined;
  // One that its issuer lists no more is replaced at once, and ends as any that was replaced: a list may be wrong.
  const soon = reigns && (gone.includes(reigns.version.versionId) || isToBeReplaced(head, reigns.version));
  const planned = reigns && { ...reigns, rotateAt: soon ? at : reigns.rotateAt };
  const others = versions.filter(({ versionId }) => versionId !== current);
  const ended = others.flatMap((version) => endOf(world, looked, version, at) ?? []);
  const { rotation, rollBack } = head;
  const differs = unknown.length > 0 || gone.length > 0 || head.currentVersionId !== current;
  return {
    entry: {
      type: 'key-recovered',
      actor: rekeyActor,
      cause: 'recovered',
      ...(current === undefined ? {} : { versionId: current }),
      evidence: {
        tableId,
        before: head.currentVersionId ?? null,
        taken: unknown.map(({ versionId }) => versionId),
        gone,
        retiring: ended.filter(({ state }) => state === 'retiring').map(({ versionId }) => versionId),
        ...(rotation === undefined ? {} : { gaveUp: rotation.versionId }),
        ...(rollBack === undefined ? {} : { rollBackEnded: rollBack.to }),
      },
    },
    head: {
      recoveredIn: tableId,
      fence: head.fence + 1,
      rotation: undefined,
      rollBack: undefined,
      foreignVersionId: undefined,
      copyVersionId: looked.copy,
      ...(current === undefined ? {} : { currentVersionId: current, secretArn, setback: undefined }),
      ...(planned === undefined ? {} : { rotateAt: planned.rotateAt }),
    },
    versions: [...(planned === undefined ? [] : [planned.version]), ...ended],
    attempts: rotation === undefined ? [] : [nextAttempt(world, { head, rotation }).givenUp],
    ...(current === undefined || secretArn === undefined ? {} : { secretArn }),
    told: differs,
  };
}

/** What holds `AWSCURRENT` is current, unless it is dead: then it is replaced at once. */
function reign(
  world: WorkerWorld,
  { keyId, manifest }: KeyHead,
  version: Version,
  at: Instant,
): { version: Version; rotateAt: Instant } {
  if (version.state === 'revoked' || version.state === 'dead') return { version, rotateAt: at };
  const timing = world.issuer.capabilities;
  const { rotateAt, agesFrom } = takeOver(keyId, version, manifest, timing, at);
  const aged: Version = agesFrom === undefined ? version : { ...version, agesFrom };
  const current: Version = { ...aged, state: 'current', currentAt: version.currentAt ?? at, retireAt: undefined };
  const ends = modeOf(manifest) === 'enforce';
  return { version: { ...current, due: ends ? expiryDue(current, livedBy(current, manifest)) : undefined }, rotateAt };
}

/** Nobody knows how long consumers have had the newer value, so that the overlap begins now. */
function endOf(
  world: WorkerWorld,
  { head: { manifest }, gone, kept }: Looked,
  version: Version,
  at: Instant,
): Version | undefined {
  if (version.state === 'revoked' || version.state === 'dead') return undefined;
  if (version.placeholder) return { ...version, state: 'dead', deadAt: at, due: undefined };
  if (gone.includes(version.versionId)) {
    const revoked = revokedVersion(world, version, at);
    // Without its value nobody can probe it; that the issuer lists it no more is all there is.
    return kept.has(version.versionId) ? revoked : { ...revoked, state: 'dead', deadAt: at, due: undefined };
  }
  const retireAt = plusSeconds(at, manifest.overlapSeconds);
  return { ...version, state: 'retiring', retireAt, revokeAt: undefined, due: { kind: 'retire', at: retireAt } };
}
