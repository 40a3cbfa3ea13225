import type { Stray } from '../../model/reaping/decide-strays';
import { amendInstallation } from '../amend-installation';
import { rekeyActor } from '../rekey-actor';
import type { WorkerWorld } from '../world';
import { credentialName } from './credential-name';

/** Tells of a stray, the first time that it is seen; and once more when it is to be revoked, if it was only told of before. @throws RekeyError */
export async function recordStray(
  world: WorkerWorld,
  stray: Omit<Stray, 'why'> & { why: Stray['why'] | 'unlabelled' },
  act: boolean,
): Promise<void> {
  const issuer = world.issuer.name;
  const credential = credentialName(stray.ref);
  const { keyId, createdAt, why, spared } = stray;
  const known = { keyId, createdAt, spared, principal: stray.ref.principal };
  const evidence = { issuer, credential, why, act, ...(JSON.parse(JSON.stringify(known)) as Record<string, string>) };
  await amendInstallation(world, () => ({
    entry: { type: 'stray-found', actor: rekeyActor, evidence },
    once: `stray#${issuer}#${credential}#${why}#${act ? 'act' : 'report'}`,
  }));
}
