import type { Stray } from '../../model/decide-strays';
import { amendInstallation } from '../amend-installation';
import { rekeyActor } from '../rekey-actor';
import type { WorkerWorld } from '../world';
import { credentialName } from './credential-name';

/** Ends a stray at its issuer, and records that it was accepted. What crashes in between stands as found, to be revoked. @throws IssuerError; RekeyError */
export async function revokeStray(world: WorkerWorld, { ref, keyId, why }: Stray): Promise<void> {
  await world.issuer.revoke(ref);
  const evidence = { issuer: world.issuer.name, credential: credentialName(ref), why, ...(keyId && { keyId }) };
  await amendInstallation(world, () => ({ entry: { type: 'stray-revoked', actor: rekeyActor, evidence } }));
}
