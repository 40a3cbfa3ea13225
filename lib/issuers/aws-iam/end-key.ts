import { DeleteAccessKeyCommand, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import type { KeyRef } from '../../model/ledger/version';
import { IssuerError } from '../../ports/issuer-error';
import { ask, askIfThere, type IamContext } from './iam-context';
import { userOfKey } from './user-of-key';

/** Makes an access key inactive; it still takes a slot. One that is gone is a success. @throws IssuerError */
export async function disableKey(context: IamContext, ref: KeyRef): Promise<void> {
  const user = await userOfKey(context, ref);
  if (user === undefined) return;
  const request = new UpdateAccessKeyCommand({ UserName: user, AccessKeyId: ref.id, Status: 'Inactive' });
  await askIfThere(context, 'UpdateAccessKey', () => context.iam.send(request));
}

/** Makes an access key active again. @throws IssuerError `not_found` when it is gone */
export async function enableKey(context: IamContext, ref: KeyRef): Promise<void> {
  const user = await userOfKey(context, ref);
  if (user === undefined) throw new IssuerError('not_found', `${context.issuer}: access key ${ref.id} is gone`);
  const request = new UpdateAccessKeyCommand({ UserName: user, AccessKeyId: ref.id, Status: 'Active' });
  await ask(context, 'UpdateAccessKey', () => context.iam.send(request));
}

/** Deletes an access key. One that is gone is a success. @throws IssuerError */
export async function deleteKey(context: IamContext, ref: KeyRef): Promise<void> {
  const user = await userOfKey(context, ref);
  if (user === undefined) return;
  const request = new DeleteAccessKeyCommand({ UserName: user, AccessKeyId: ref.id });
  await askIfThere(context, 'DeleteAccessKey', () => context.iam.send(request));
}
