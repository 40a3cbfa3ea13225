import { hardEnd } from '../model/hard-end';
import { plusSeconds } from '../model/instant';
import type { KeyHead } from '../model/key-head';
import type { Version } from '../model/version';
import type { WorkOf } from '../model/work';
import { readMaterial } from '../model/secret-format';
import { amend } from './amend';
import { isEarly } from './dispatch';
import { recordOverdue } from './record-overdue';
import { probe } from './prove';
import { recordRevoked } from './record-revoked';
import { rekeyActor } from './rekey-actor';
import { quarantine } from './quarantine';
import { type LastWords, revokeAtIssuer } from './revocation';
import type { WorkerWorld } from './world';

/** Seconds until a version that somebody made current again is looked at anew. */
const foreignPauseSeconds = 3600;

/** Step 7: revokes a replaced version once its overlap is over, unless it holds `AWSCURRENT` after all; then probes it a first time. @throws IssuerError */
export async function retire(world: WorkerWorld, work: WorkOf<'retire'>): Promise<void> {
  const head = await world.ledger.key(work.keyId);
  const version = await world.ledger.version(work.keyId, work.versionId);
  if (head?.secretArn === undefined || head.status === 'released' || version?.state !== 'retiring') return;
  const dueAt = version.revokeAt ?? version.retireAt ?? work.dueAt;
  if (await isEarly(world, 'rotations', head.manifest.issuer, work, dueAt)) return;
  const stored = await world.secrets.read(head.secretArn, { versionId: version.versionId });
  if (stored?.labels.includes('AWSCURRENT')) return recordHeldBack(world, version);
  if (await quarantine(world, head, version)) return;
  const words = await revokeInTime(world, head, version);
  const revoked = await recordRevoked(world, version, { reason: 'superseded', actor: rekeyActor, words });
  const old = stored && readMaterial(head.manifest.secret, stored.value, world.issuer.capabilities.fields);
  if (revoked !== undefined) await probe(world, head, revoked, old);
}

/** An issuer that cannot revoke past the hard end is an incident. */
async function revokeInTime(world: WorkerWorld, { manifest }: KeyHead, version: Version): Promise<LastWords> {
  try {
    return await revokeAtIssuer(world, version);
  } catch (error) {
    if (hardEnd(version, manifest) < world.clock.now()) await recordOverdue(world, version);
    throw error;
  }
}

/** The old version is in use again, by somebody else's hand: it lives, and its owner hears of it. */
async function recordHeldBack(world: WorkerWorld, version: Version): Promise<void> {
  await amend(world, version.keyId, async (head) => {
    const now = await world.ledger.version(version.keyId, version.versionId);
    if (now?.state !== 'retiring') return { skip: 'no longer retiring' };
    const at = plusSeconds(world.clock.now(), foreignPauseSeconds);
    return {
      entry: {
        type: 'foreign-found',
        actor: rekeyActor,
        cause: now.cause,
        versionId: now.versionId,
        evidence: { holder: now.versionId, expected: head.currentVersionId ?? null, nextLookAt: at },
      },
      head: { foreignVersionId: now.versionId },
      versions: [{ ...now, due: { kind: 'retire', at } }],
      told: head.foreignVersionId !== now.versionId,
    };
  });
}
