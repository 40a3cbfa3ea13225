import { labelPrefix } from '../model/label';
import type { WorkerWorld } from './world';

/** Lists what the issuer holds and says how much of it carries a label of this installation. @throws IssuerError */
export async function reap(world: WorkerWorld): Promise<void> {
  const ours = labelPrefix(world.installation.installationId);
  const listed = await world.issuer.find({});
  const labelled = listed.filter(({ ref }) => ref.label.startsWith(ours)).length;
  world.telemetry.info('listed the issuer', { issuer: world.issuer.name, listed: listed.length, labelled });
}
