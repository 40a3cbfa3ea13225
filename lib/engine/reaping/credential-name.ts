import type { KeyRef } from '../../model/ledger/version';

/** What a credential is called where people read of it: its label and its id, of which one may be missing. */
export function credentialName({ id, label }: KeyRef): string {
  if (label === '') return id ?? 'without a name';
  return id === undefined ? label : `${label} (${id})`;
}
