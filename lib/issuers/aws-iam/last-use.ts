import { GetAccessKeyLastUsedCommand } from '@aws-sdk/client-iam';
import { instantOf } from '../../model/instant';
import type { KeyRef } from '../../model/ledger/version';
import type { LastUse } from '../../ports/issuer';
import { askIfThere, type IamContext } from './iam-context';

/** When, where and for which service an access key was used last; IAM's answer may lag by hours. @throws IssuerError */
export async function lastUse(context: IamContext, { id }: KeyRef): Promise<LastUse | undefined> {
  const request = new GetAccessKeyLastUsedCommand({ AccessKeyId: id });
  const answer = await askIfThere(context, 'GetAccessKeyLastUsed', () => context.iam.send(request));
  const { LastUsedDate, ServiceName, Region } = answer?.AccessKeyLastUsed ?? {};
  if (LastUsedDate === undefined) return undefined;
  return {
    at: instantOf(LastUsedDate.getTime()),
    ...(ServiceName === undefined ? {} : { service: ServiceName }),
    ...(Region === undefined ? {} : { region: Region }),
  };
}
