import { chainEntry, chainStart } from './chain';
import type { Entry } from './entry';
import type { Actor, InstallationId } from '../ids';
import type { Installation } from './installation';
import type { Instant } from '../instant';

/** An installation as its first call makes it, and the first entry of its chain. `random` is 32 hexadecimal digits. */
export function firstInstallation(of: { random: string; epoch: string; at: Instant }): {
  installation: Installation;
  entry: Entry;
} {
  const installationId = of.random.slice(0, 12) as InstallationId;
  const entry = chainEntry(
    { sequence: 0, headHash: chainStart },
    {
      chain: 'INSTALLATION',
      type: 'installation-created',
      at: of.at,
      actor: 'rekey' as Actor,
      evidence: { installationId, epoch: of.epoch },
    },
  );
  const { at: createdAt, epoch } = of;
  return { installation: { installationId, createdAt, epoch, sequence: 1, headHash: entry.hash }, entry };
}
