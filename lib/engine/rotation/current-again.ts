import type { Instant } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import type { Version } from '../../model/ledger/version';
import { livedBy } from '../../model/schedule/lived-by';
import { expiryDue } from '../due-times';

/** A living version that is current once more: whatever was planned for its end, or told of it, was about one that had been replaced. */
export function currentAgain(head: KeyHead, to: Version, at: Instant): Version {
  const { disabledAt: _off, revokeAt: _end, retireAt: _retire, ...rest } = to;
  const current: Version = { ...rest, state: 'current', currentAt: at, overdueTold: false };
  return { ...current, due: expiryDue(current, livedBy(to, head.manifest)) };
}
