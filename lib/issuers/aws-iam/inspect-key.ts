import type { KeyRef } from '../../model/ledger/version';
import type { FoundKey } from '../../ports/issuer';
import type { IamContext } from './iam-context';
import { keysOfUser } from './list-keys';
import { readGrant } from './read-grant';
import { userOfKey } from './user-of-key';

/** An access key with what its user may do; undefined when it is gone. @throws IssuerError */
export async function inspectKey(context: IamContext, ref: KeyRef): Promise<FoundKey | undefined> {
  const user = await userOfKey(context, ref);
  const keys = user === undefined ? undefined : await keysOfUser(context, user);
  const found = keys?.find((key) => key.ref.id === ref.id);
  if (found === undefined || user === undefined) return undefined;
  return { ...found, ref: { ...found.ref, label: ref.label }, grant: await readGrant(context, user) };
}
