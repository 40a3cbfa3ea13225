import { DeleteUserPolicyCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import type { Instant } from '../../model/instant';
import type { KeyRef } from '../../model/ledger/version';
import { ask, askIfThere, type IamContext } from './iam-context';
import { readUserPolicy } from './read-user-policy';
import { sessionPolicy, sessionPolicyMoment, sessionPolicyName, wholeSecond } from './session-policy';

/** Denies the user's sessions from before a moment; a later moment that stands there already covers it. A user that is gone has none. @throws IssuerError */
export async function endUserSessions(
  context: IamContext,
  { principal: user }: KeyRef,
  before: Instant,
): Promise<void> {
  if (user === undefined) return;
  const present = await presentMoment(context, user);
  if (present !== undefined && wholeSecond(present) >= wholeSecond(before)) return;
  const request = new PutUserPolicyCommand({
    UserName: user,
    PolicyName: sessionPolicyName,
    PolicyDocument: sessionPolicy(before),
  });
  await askIfThere(context, 'PutUserPolicy', () => context.iam.send(request));
}

/** Takes the denial away, unless one for a later moment took its place. @throws IssuerError */
export async function liftUserSessionEnd(
  context: IamContext,
  { principal: user }: KeyRef,
  before: Instant,
): Promise<void> {
  if (user === undefined) return;
  const present = await presentMoment(context, user);
  if (present === undefined || wholeSecond(present) > wholeSecond(before)) return;
  const request = new DeleteUserPolicyCommand({ UserName: user, PolicyName: sessionPolicyName });
  await ask(context, 'DeleteUserPolicy', () => context.iam.send(request));
}

async function presentMoment(context: IamContext, user: string): Promise<Instant | undefined> {
  return sessionPolicyMoment(await readUserPolicy(context, user, sessionPolicyName));
}
