import type { KeyId } from '../../model/ids';
import type { KeyHead } from '../../model/ledger/key-head';
import { RekeyError } from '../../model/rekey-error';
import type { Ledger } from '../../ports';

/** The head of a key. @throws RekeyError `not_found` */
export async function existingKey(ledger: Ledger, keyId: KeyId): Promise<KeyHead> {
  const head = await ledger.key(keyId);
  if (head === undefined) throw new RekeyError('not_found', `there is no key ${keyId}: see "rekey list"`);
  return head;
}
