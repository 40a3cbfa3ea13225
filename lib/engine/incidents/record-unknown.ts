import { chainEntry } from '../../model/ledger/chain';
import type { Finding, LeakReport } from '../../model/leaks/leak-report';
import { RekeyError } from '../../model/rekey-error';
import type { World } from '../world';

/** Loses a race this often before it gives up. */
const patience = 20;

/** A credential in the form of one of our issuers that no key owns: recorded and told once, in the installation's own chain. @throws RekeyError `contended` */
export async function recordUnknown(world: World, report: LeakReport, finding: Finding): Promise<void> {
  let { installation } = world;
  for (let round = 0; round < patience; round++) {
    const entry = chainEntry(installation, {
      chain: 'INSTALLATION',
      type: 'unknown-credential-found',
      at: world.clock.now(),
      actor: report.actor,
      evidence: {
        issuer: finding.form ?? '',
        reportId: report.reportId,
        exposure: report.exposure,
        sighting: finding.sighting,
      },
    });
    const outcome = await world.ledger.recordInstallation({
      expectedSequence: installation.sequence,
      installation: { ...installation, sequence: entry.sequence, headHash: entry.hash },
      entry,
      publish: true,
      once: finding.candidates[0] ?? report.reportId,
    });
    if (outcome.kind !== 'stale') return;
    installation = outcome.installation;
  }
  throw new RekeyError('contended', 'the installation keeps changing: try again');
}
