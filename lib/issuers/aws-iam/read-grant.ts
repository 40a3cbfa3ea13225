import {
  paginateListAttachedUserPolicies,
  paginateListGroupsForUser,
  paginateListUserPolicies,
} from '@aws-sdk/client-iam';
import type { Grant } from '../../ports/issuer';
import { ask, type IamContext } from './iam-context';
import { iamGrant } from './iam-grant';
import { readUserPolicy } from './read-user-policy';
import { sessionPolicyMoment, sessionPolicyName } from './session-policy';

/** What a user may do, as its policies and groups are now; Rekey's own refusal of sessions apart, which only takes away. @throws IssuerError */
export async function readGrant(context: IamContext, user: string): Promise<Grant> {
  const of = { UserName: user };
  const pages = { client: context.iam };
  const policies = await ask(context, 'ListAttachedUserPolicies', () =>
    collect(paginateListAttachedUserPolicies(pages, of), ({ AttachedPolicies = [] }) =>
      AttachedPolicies.map(({ PolicyArn }) => PolicyArn),
    ),
  );
  const groups = await ask(context, 'ListGroupsForUser', () =>
    collect(paginateListGroupsForUser(pages, of), ({ Groups = [] }) => Groups.map(({ GroupName }) => GroupName)),
  );
  const names = await ask(context, 'ListUserPolicies', () =>
    collect(paginateListUserPolicies(pages, of), ({ PolicyNames = [] }) => PolicyNames),
  );
  const inline: unknown[] = [];
  for (const name of names) {
    const document = await readUserPolicy(context, user, name);
    const ours = name === sessionPolicyName && sessionPolicyMoment(document) !== undefined;
    if (document !== undefined && !ours) inline.push(document);
  }
  return iamGrant({ user, policies, inline, groups });
}

async function collect<P>(pages: AsyncIterable<P>, of: (page: P) => (string | undefined)[]): Promise<string[]> {
  const all: string[] = [];
  for await (const page of pages) for (const one of of(page)) if (one !== undefined) all.push(one);
  return all;
}
