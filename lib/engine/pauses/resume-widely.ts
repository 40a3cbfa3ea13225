import type { Actor } from '../../model/ids';
import type { PauseScope } from '../../model/work/pause';
import { amendInstallation } from '../amend-installation';
import { scopeName } from './scope-name';
import type { World } from '../world';

/** Ends the pause of every key, or of those of an issuer; false: there was none. Pauses of single keys stay. */
export function resumeWidely(world: World, scope: PauseScope, actor: Actor): Promise<boolean> {
  const name = scopeName(scope);
  return amendInstallation(world, ({ pauses = [] }) => {
    const now = world.clock.now();
    const ended = pauses.find((one) => scopeName(one.scope) === name && one.pause.until > now);
    if (ended === undefined) return undefined;
    const { until, reason } = ended.pause;
    return {
      entry: { type: 'installation-resumed', actor, evidence: { scope: name, until, reason } },
      pauses: pauses.filter((one) => one !== ended && one.pause.until > now),
    };
  });
}
