import type { WorkerWorld } from '../world';

/** Id of the version that holds `AWSCURRENT`; undefined: none does. */
export async function currentHolder(world: WorkerWorld, secretArn: string): Promise<string | undefined> {
  const description = await world.secrets.describe(secretArn);
  return Object.entries(description?.versions ?? {}).find(([, labels]) => labels.includes('AWSCURRENT'))?.[0];
}
