import { createHash } from 'node:crypto';
import type { StrayDecision } from '../../model/reaping/decide-strays';
import { amendInstallation } from '../amend-installation';
import { rekeyActor } from '../rekey-actor';
import type { WorkerWorld } from '../world';
import { credentialName } from './credential-name';

/** Credentials that an entry names: an item of DynamoDB holds 400 KB. */
const namedAtMost = 50;

/** Pages: counts for the alarm at every run, and tells once a day, or as soon as other credentials are concerned. @throws RekeyError */
export async function recordHalt(world: WorkerWorld, halt: StrayDecision & { kind: 'halt' }): Promise<void> {
  const issuer = world.issuer.name;
  const credentials = halt.strays.map(({ ref }) => credentialName(ref)).toSorted();
  const digest = createHash('sha256').update(JSON.stringify(credentials)).digest('hex').slice(0, 16);
  const day = world.clock.now().slice(0, 10);
  world.telemetry.count('ReaperHalted', 1, { issuer });
  await amendInstallation(world, () => ({
    entry: {
      type: 'reaper-halted',
      actor: rekeyActor,
      evidence: {
        issuer,
        because: halt.because,
        count: credentials.length,
        credentials: credentials.slice(0, namedAtMost),
      },
    },
    once: `reaper-halted#${issuer}#${day}#${digest}`,
  }));
}
