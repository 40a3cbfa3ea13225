import type { Stray } from '../../model/reaping/decide-strays';
import { RekeyError } from '../../model/rekey-error';
import { amendInstallation } from '../amend-installation';
import { rekeyActor } from '../rekey-actor';
import { isRestored } from '../restored-ledger/is-restored';
import type { WorkerWorld } from '../world';
import { credentialName } from './credential-name';

/** Ends a stray at its issuer, and records that it was accepted. What crashes in between stands as found, to be revoked. @throws IssuerError; RekeyError */
export async function revokeStray(world: WorkerWorld, { ref, keyId, why }: Stray): Promise<void> {
  if (await isRestored(world)) throw new RekeyError('refused', 'the ledger was restored: it knows of no strays');
  await world.issuer.revoke(ref);
  const evidence = { issuer: world.issuer.name, credential: credentialName(ref), why, ...(keyId && { keyId }) };
  await amendInstallation(world, () => ({ entry: { type: 'stray-revoked', actor: rekeyActor, evidence } }));
}
