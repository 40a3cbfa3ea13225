import type { KeyHead } from '../ledger/key-head';

/** Whether a key is still to take over the credential that its declaration names. */
export function awaitsAdoption({
  status,
  manifest,
  currentVersionId,
}: Pick<KeyHead, 'status' | 'manifest' | 'currentVersionId'>): boolean {
  return status === 'active' && manifest.adopt !== undefined && currentVersionId === undefined;
}
