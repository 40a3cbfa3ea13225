import { GetAccessKeyLastUsedCommand } from '@aws-sdk/client-iam';
import type { KeyRef } from '../../model/ledger/version';
import { IssuerError } from '../../ports/issuer-error';
import { askIfThere, type IamContext } from './iam-context';

/** The user an access key belongs to: as recorded, or as IAM says; undefined when the key is gone. @throws IssuerError `unsupported` for a ref without the key's id, which nobody can find */
export async function userOfKey(context: IamContext, ref: KeyRef): Promise<string | undefined> {
  const { id, principal } = ref;
  if (id === undefined)
    throw new IssuerError('unsupported', `${context.issuer}: an access key is known by its id alone`);
  if (principal !== undefined) return principal;
  const request = new GetAccessKeyLastUsedCommand({ AccessKeyId: id });
  const answer = await askIfThere(context, 'GetAccessKeyLastUsed', () => context.iam.send(request));
  return answer?.UserName;
}
