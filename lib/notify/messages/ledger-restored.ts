import type { Drafter } from '../draft';

/** The ledger's table is another one than before: it was restored from a backup. */
export const ledgerRestored: Drafter = () => ({
  title: 'ledger restored from a backup',
  lines: [
    'The ledger is kept in another table than before, so it was restored from a backup and does not know what was done since.',
    'Until it is recovered nothing is rotated, rolled back or revoked. Leak reports are taken and open incidents, which wait.',
  ],
  next: [
    'Run "rekey recover": it shows what issuers and secrets hold that the ledger does not know, and takes it in after a yes. See docs/recovery.md.',
    'What cannot wait: "rekey revoke KEY --version VERSION", which names the version, works meanwhile.',
  ],
});
