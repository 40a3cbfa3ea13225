import type { KeyHead } from '../../model/ledger/key-head';
import { revokeAt } from '../../model/schedule/schedule';
import type { Version } from '../../model/ledger/version';
import { amend } from '../amend';
import { dispatch } from '../dispatch';
import { rekeyActor } from '../rekey-actor';
import { disableAtIssuer, lastWords } from './revocation';
import type { WorkerWorld } from '../world';

/**
 * The first half of step 7, at an issuer with a quarantine: switches a replaced version off, and plans its revocation.
 * False when there is nothing to wait for: no quarantine, switched off before, leaked, at its hard end, or known by its value alone, so that nobody can switch it off. @throws IssuerError
 */
export async function quarantine(world: WorkerWorld, head: KeyHead, version: Version): Promise<boolean> {
  const { quarantineSeconds = 0, disable, roll } = world.issuer.capabilities;
  const leaked = version.incidentId !== undefined;
  // What is switched off there is the credential, and with it the next value.
  if (roll !== undefined || version.ref === undefined) return false;
  if (quarantineSeconds === 0 || !disable || version.disabledAt !== undefined || leaked) return false;
  const until = revokeAt(world.clock.now(), quarantineSeconds, version, head.manifest);
  if (until <= world.clock.now()) return false;
  await disableAtIssuer(world, version);
  const words = await lastWords(world, version);
  const { keyId, versionId } = version;
  const outcome = await amend(world, keyId, async () => {
    const now = await world.ledger.version(keyId, versionId);
    if (now?.state !== 'retiring' || now.disabledAt !== undefined) return { skip: 'no longer so' };
    const disabledAt = world.clock.now();
    return {
      entry: {
        type: 'version-disabled',
        actor: rekeyActor,
        cause: now.cause,
        versionId,
        evidence: { revokeAt: until, ...words },
      },
      versions: [{ ...now, disabledAt, revokeAt: until, due: { kind: 'retire', at: until } }],
    };
  });
  if (outcome.kind === 'recorded') {
    await dispatch(world, 'rotations', head.manifest.issuer, { kind: 'retire', keyId, versionId, dueAt: until });
  }
  return true;
}
