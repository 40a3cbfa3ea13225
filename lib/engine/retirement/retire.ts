import { hardEnd } from '../../model/schedule/hard-end';
import type { KeyHead } from '../../model/ledger/key-head';
import { mayEnd } from '../../model/schedule/may-end';
import type { Version } from '../../model/ledger/version';
import type { WorkOf } from '../../model/work/work';
import { readMaterial } from '../../model/secret-format';
import { IssuerError } from '../../ports';
import { namedBy } from './named-by';
import { isEarly } from '../dispatch';
import { orderCheck } from '../order-check';
import { recordOverdue } from './record-overdue';
import { probe } from './prove';
import { recordRevoked } from './record-revoked';
import { readIfThere } from './read-if-there';
import { rekeyActor } from '../rekey-actor';
import { quarantine } from './quarantine';
import { type LastWords, revokeAtIssuer } from './revocation';
import type { WorkerWorld } from '../world';

/** Step 7: revokes a replaced version once its overlap is over, if `AWSCURRENT` is where the ledger has it, else the key is looked at first; then probes it a first time. @throws IssuerError */
export async function retire(world: WorkerWorld, work: WorkOf<'retire'>): Promise<void> {
  const { head, version } = await namedBy(world, work);
  if (head?.secretArn === undefined || head.status === 'released' || version?.state !== 'retiring') return;
  const dueAt = version.revokeAt ?? version.retireAt ?? work.dueAt;
  if (await isEarly(world, 'rotations', head.manifest.issuer, work, dueAt)) return;
  const [stored, current] = await Promise.all([
    readIfThere(world, head.secretArn, { versionId: version.versionId }),
    readIfThere(world, head.secretArn, { label: 'AWSCURRENT' }),
  ]);
  if (!mayEnd(head, version, current?.versionId, world.clock.now())) {
    await orderCheck(world, head);
    return;
  }
  if (await quarantine(world, head, version)) return;
  const words = await revokeInTime(world, head, version);
  const revoked = await recordRevoked(world, version, {
    reason: 'superseded',
    actor: rekeyActor,
    words,
    probedBy: 'caller',
    last: head,
  });
  const old = stored && readMaterial(head.manifest.secret, stored.value, world.issuer.capabilities.fields);
  if (revoked !== undefined) await probe(world, head, revoked, old, current);
}

/** An issuer that cannot revoke past the hard end is an incident; so is at once, however far that is, what only a person can end. */
async function revokeInTime(world: WorkerWorld, { manifest }: KeyHead, version: Version): Promise<LastWords> {
  try {
    return await revokeAtIssuer(world, version);
  } catch (error) {
    const byHand = error instanceof IssuerError && error.kind === 'unsupported' ? error.message : undefined;
    const late = hardEnd(version, manifest) < world.clock.now();
    if (late || byHand !== undefined) await recordOverdue(world, version, byHand);
    throw error;
  }
}
