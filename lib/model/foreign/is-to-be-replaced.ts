import type { KeyHead } from '../ledger/key-head';
import type { Version } from '../ledger/version';
import { hasFormerGrant } from './has-former-grant';

/** Whether a version that is current again by other hands than a rotation's is replaced at once all the same: reported as leaked, in the grace of a roll, or with the rights that were declared before. */
export function isToBeReplaced(head: KeyHead, version: Version): boolean {
  return version.incidentId !== undefined || version.rolled !== undefined || hasFormerGrant(head, version);
}
