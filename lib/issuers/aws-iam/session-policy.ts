import { type Instant, epochMs, instantOf } from '../../model/instant';

/** Name of the inline policy that refuses a user's older sessions. */
export const sessionPolicyName = 'RekeySessionsBefore';

/**
 * Denies everything to whatever session was issued before. Access keys themselves have no issue time, so the condition does not hold for them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
 */
export function sessionPolicy(before: Instant): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { DateLessThan: { 'aws:TokenIssueTime': wholeSecond(before) } },
      },
    ],
  });
}

/** The moment in such a policy; undefined when the document is another one: it counts as part of the grant then. */
export function sessionPolicyMoment(document: unknown): Instant | undefined {
  const moment = (document as { Statement?: { Condition?: { DateLessThan?: Record<string, unknown> } }[] })
    ?.Statement?.[0]?.Condition?.DateLessThan?.['aws:TokenIssueTime'];
  if (typeof moment !== 'string' || Number.isNaN(Date.parse(moment))) return undefined;
  const before = instantOf(Date.parse(moment));
  return JSON.stringify(document) === sessionPolicy(before) ? before : undefined;
}

/** Issue times are whole seconds; rounded up, so that the second of the revocation is covered. */
export function wholeSecond(moment: Instant): string {
  return instantOf(Math.ceil(epochMs(moment) / 1000) * 1000).replace('.000Z', 'Z');
}
