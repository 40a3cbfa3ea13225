import { discoveryRules } from './discovery-rules';
import { ledgerDueRules } from './ledger-due-rules';
import { ledgerHoldRules } from './ledger-hold-rules';
import { ledgerReadRules } from './ledger-read-rules';
import { ledgerWriteRules } from './ledger-write-rules';
import { otherRules } from './other-rules';
import { recoveryRules } from './recovery-rules';
import { secretLabelRules } from './secret-label-rules';
import { secretTagRules } from './secret-tag-rules';
import { secretTokenRules } from './secret-token-rules';

/** Every rule, by what it is about. */
export const rules = {
  'secrets: tokens and values': secretTokenRules,
  'secrets: labels': secretLabelRules,
  'secrets: tags': secretTagRules,
  'ledger: transitions': ledgerWriteRules,
  'ledger: due': ledgerDueRules,
  'ledger: reads': ledgerReadRules,
  'ledger: holds': ledgerHoldRules,
  recoveries: recoveryRules,
  'discoveries and lists of secrets': discoveryRules,
  'fingerprints and bus': otherRules,
};
