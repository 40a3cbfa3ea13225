import { chainEntry } from '../model/ledger/chain';
import type { Entry } from '../model/ledger/entry';
import type { Installation } from '../model/ledger/installation';
import { RekeyError } from '../model/rekey-error';
import type { World } from './world';

/** Loses a race this often before it gives up. */
const patience = 20;

/** What is to be recorded of the installation; undefined: nothing. */
export type DecideInstallation = (installation: Installation) =>
  | {
      entry: Pick<Entry, 'type' | 'actor' | 'evidence'>;
      /** The pauses after it. @default as they are */
      pauses?: NonNullable<Installation['pauses']>;
      /** The table that the ledger is kept in from then on. @default as it is */
      epoch?: string;
      /** False: it is nobody's news, and stands in the chain alone. @default true */
      told?: boolean;
      /** What may be recorded only one time. */
      once?: string;
    }
  | undefined;

/** Carries out one transition of the installation's own chain; false: nothing was to be recorded, or it was before. @throws RekeyError `contended` */
export async function amendInstallation(world: World, decide: DecideInstallation): Promise<boolean> {
  let installation = await world.ledger.installation();
  for (let round = 0; round < patience; round++) {
    const decided = decide(installation);
    if (decided === undefined) return false;
    const entry = chainEntry(installation, { chain: 'INSTALLATION', at: world.clock.now(), ...decided.entry });
    const { sequence: expectedSequence } = installation;
    const outcome = await world.ledger.recordInstallation({
      expectedSequence,
      installation: {
        ...installation,
        ...(decided.pauses && { pauses: decided.pauses }),
        ...(decided.epoch === undefined ? {} : { epoch: decided.epoch, recoveredAt: entry.at }),
        sequence: entry.sequence,
        headHash: entry.hash,
      },
      entry,
      publish: decided.told ?? true,
      ...(decided.once === undefined ? {} : { once: decided.once }),
    });
    if (outcome.kind !== 'stale') return outcome.kind === 'recorded';
    installation = outcome.installation;
  }
  throw new RekeyError('contended', 'the installation keeps changing: try again');
}
