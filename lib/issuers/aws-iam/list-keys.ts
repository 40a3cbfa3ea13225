import { type AccessKeyMetadata, paginateListAccessKeys, paginateListUsers } from '@aws-sdk/client-iam';
import { instantOf } from '../../model/instant';
import type { FoundKey } from '../../ports/issuer';
import { askIfThere, ask, type IamContext } from './iam-context';

/** The access keys of a user, inactive ones included; undefined: there is no such user. @throws IssuerError */
export async function keysOfUser(context: IamContext, user: string): Promise<FoundKey[] | undefined> {
  return askIfThere(context, 'ListAccessKeys', async () => {
    const found: FoundKey[] = [];
    for await (const page of paginateListAccessKeys({ client: context.iam }, { UserName: user })) {
      for (const key of page.AccessKeyMetadata ?? []) found.push(...foundKey(key, user));
    }
    return found;
  });
}

/** The access keys of every user that Rekey may mint for: below the configured path, and named besides. @throws IssuerError */
export async function keysOfUsers(context: IamContext): Promise<FoundKey[]> {
  const users = await ask(context, 'ListUsers', async () => {
    const names: string[] = [];
    for await (const page of paginateListUsers({ client: context.iam }, { PathPrefix: context.path })) {
      for (const { UserName } of page.Users ?? []) if (UserName !== undefined) names.push(UserName);
    }
    return names;
  });
  const found: FoundKey[] = [];
  for (const user of new Set([...users, ...context.users])) found.push(...((await keysOfUser(context, user)) ?? []));
  return found;
}

function foundKey({ AccessKeyId: id, Status, CreateDate }: AccessKeyMetadata, user: string): FoundKey[] {
  if (id === undefined) return [];
  return [
    {
      ref: { id, label: '', principal: user },
      state: Status === 'Active' ? 'active' : 'disabled',
      ...(CreateDate === undefined ? {} : { createdAt: instantOf(CreateDate.getTime()) }),
    },
  ];
}
