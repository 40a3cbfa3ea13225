import { chainEntry } from '../model/chain';
import type { Entry } from '../model/entry';
import type { Installation } from '../model/installation';
import { RekeyError } from '../model/rekey-error';
import type { World } from './world';

/** Loses a race this often before it gives up. */
const patience = 20;

/** What is to be recorded of the installation; undefined: nothing. */
export type DecideInstallation = (
  installation: Installation,
) => { entry: Pick<Entry, 'type' | 'actor' | 'evidence'>; pauses: NonNullable<Installation['pauses']> } | undefined;

/** Carries out one told transition of the installation's own chain; false: nothing was to be recorded. @throws RekeyError `contended` */
export async function amendInstallation(world: World, decide: DecideInstallation): Promise<boolean> {
  let installation = await world.ledger.installation();
  for (let round = 0; round < patience; round++) {
    const decided = decide(installation);
    if (decided === undefined) return false;
    const entry = chainEntry(installation, { chain: 'INSTALLATION', at: world.clock.now(), ...decided.entry });
    const { sequence: expectedSequence } = installation;
    const outcome = await world.ledger.recordInstallation({
      expectedSequence,
      installation: { ...installation, pauses: decided.pauses, sequence: entry.sequence, headHash: entry.hash },
      entry,
      publish: true,
    });
    if (outcome.kind !== 'stale') return true;
    installation = outcome.installation;
  }
  throw new RekeyError('contended', 'the installation keeps changing: try again');
}
