import canonicalize from 'canonicalize';
import { z } from 'zod';
import type { Grant } from '../../ports/issuer';
import { canonicalPolicy, sorted } from './canonical-policy';

const document = z.record(z.string(), z.json());

/** One `allow` entry: the user, and what it has of policies. */
const allowSchema = z.strictObject({
  user: z
    .string()
    .regex(/^[\w+=,.@-]{1,64}$/, 'is no name of an IAM user')
    .optional(),
  policies: z.array(z.string().regex(/^arn:[\w-]+:iam::(aws|\d{12}):policy\/.+$/, 'is no ARN of a policy')).optional(),
  inline: z.union([document, z.array(document)]).optional(),
});

/** The grant of a user: managed policies by ARN, inline ones by what they say, whatever their names. */
export function iamGrant(of: {
  user: string;
  policies: readonly string[];
  inline: readonly unknown[];
  groups?: readonly string[];
}): Grant {
  const { user, policies, inline, groups = [] } = of;
  const grant: Grant = {
    user,
    policies: sorted(policies),
    inline: sorted(inline.map(canonicalPolicy)),
    // Cannot be declared: a group's policies change for other reasons than this key, so a member always differs.
    ...(groups.length === 0 ? {} : { groups: sorted(groups) }),
  };
  // The names within documents in one order as well.
  return JSON.parse(canonicalize(grant) ?? '{}') as Grant;
}

/** The one grant that a manifest's entries declare together, and what keeps it from being one. */
export function normalizeIamGrant(allow: readonly Record<string, unknown>[]): { grant: Grant; problems: string[] } {
  const problems: string[] = [];
  const users = new Set<string>();
  const policies: string[] = [];
  const inline: unknown[] = [];
  for (const entry of allow) {
    const parsed = allowSchema.safeParse(entry);
    if (!parsed.success) {
      problems.push(...parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'allow'}: ${message}`));
      continue;
    }
    if (parsed.data.user !== undefined) users.add(parsed.data.user);
    policies.push(...(parsed.data.policies ?? []));
    inline.push(...[parsed.data.inline ?? []].flat());
  }
  if (users.size === 0 && problems.length === 0)
    problems.push('user: is required: the IAM user that Rekey alone mints access keys for');
  if (users.size > 1) {
    problems.push(`user: entries differ (${[...users].join(', ')}): one key has one, so make two keys`);
  }
  return { grant: iamGrant({ user: [...users][0] ?? '', policies, inline }), problems: [...new Set(problems)] };
}

/** The user of a grant; empty when it names none. */
export function userOf(grant: Grant): string {
  return typeof grant['user'] === 'string' ? grant['user'] : '';
}

/** What an access key of such a user may do, in a sentence. */
export function describeIamGrant(grant: Grant): string {
  const policies = listOf(grant['policies']);
  const inline = listOf(grant['inline']).length;
  const what = [
    ...policies.map(String),
    ...(inline === 0 ? [] : [`${inline} inline ${inline === 1 ? 'policy' : 'policies'}`]),
  ];
  return `an access key of IAM user ${userOf(grant)}, which has ${what.join(', ') || 'no policies'}`;
}

/** How a user's policies differ from the declared ones, extra rights first; empty when they do not. */
export function grantDifference(declared: Grant, actual: Grant): string[] {
  const inlineOf = (grant: Grant) => listOf(grant['inline']).map((one) => JSON.stringify(one));
  const lacks = <T>(all: readonly T[], some: readonly T[]) => some.filter((one) => !all.includes(one));
  const extra = lacks(listOf(declared['policies']), listOf(actual['policies']));
  const missing = lacks(listOf(actual['policies']), listOf(declared['policies']));
  const groups = listOf(actual['groups']);
  return [
    ...(extra.length === 0 ? [] : [`has ${extra.join(', ')}, which is not declared`]),
    ...(groups.length === 0 ? [] : [`is in group ${groups.join(', ')}, whose policies cannot be declared`]),
    ...(lacks(inlineOf(declared), inlineOf(actual)).length === 0 ? [] : ['has an inline policy that is not declared']),
    ...(missing.length === 0 ? [] : [`lacks ${missing.join(', ')}`]),
    ...(lacks(inlineOf(actual), inlineOf(declared)).length === 0 ? [] : ['lacks a declared inline policy']),
  ];
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
