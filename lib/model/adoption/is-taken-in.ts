import type { Version } from '../ledger/version';

/** Whether a version is of others' making: it may be older than any policy, and its issuer was told of no end by Rekey. */
export function isTakenIn({ cause }: Pick<Version, 'cause'>): boolean {
  return cause === 'adopted' || cause === 'recovered';
}
