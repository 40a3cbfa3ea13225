import type { Drafter } from '../draft';

/** The ledger, restored from a backup, knows again what there is: everything goes on. */
export const ledgerRecovered: Drafter = () => ({
  title: 'ledger recovered',
  lines: [
    'Every key was compared with its secret and its issuer, and the ledger knows them again. Everything goes on.',
  ],
  next: [
    'Look at the keys that "rekey list" shows as failing or overdue. See docs/recovery.md for what history is lost.',
  ],
});
