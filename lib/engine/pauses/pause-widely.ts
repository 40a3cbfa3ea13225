import type { WidePause } from '../../model/work/pause';
import { amendInstallation } from '../amend-installation';
import { scopeName } from './scope-name';
import type { World } from '../world';

/** Stops the rotations of every key, or of those of an issuer, until then; a later pause takes the place of an earlier one. */
export async function pauseWidely(world: World, wide: WidePause): Promise<void> {
  const name = scopeName(wide.scope);
  await amendInstallation(world, ({ pauses = [] }) => ({
    entry: { type: 'installation-paused', actor: wide.pause.actor, evidence: { scope: name, ...wide.pause } },
    pauses: [
      ...pauses.filter(({ scope, pause }) => scopeName(scope) !== name && pause.until > world.clock.now()),
      wide,
    ],
  }));
}
