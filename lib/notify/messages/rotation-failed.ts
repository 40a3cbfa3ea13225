import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** What helps, by the kind of a failure; other kinds pass by themselves. */
const remedies: Readonly<Record<string, string>> = {
  rejected: 'Renew the admin credential of the issuer: it is refused.',
  forbidden: 'Give the admin credential of the issuer the right that is missing.',
  quota: 'Make room at the issuer: no further credential fits.',
  invalid_grant: 'Correct the grant in the keys file: the issuer does not know it.',
  policy: 'Correct the policy in the keys file, or the issuer: it refuses such a key.',
};

/** A rotation did not succeed; the old version stays. */
export const rotationFailed: Drafter = ({ event }) => {
  const kind = evidenceOf(event, 'kind');
  const failures = evidenceOf(event, 'failures');
  const next = evidenceOf(event, 'nextTryAt');
  return {
    title: 'rotation failed',
    lines: [
      `Reason: ${evidenceOf(event, 'reason') ?? 'not told'}${kind === undefined ? '' : ` (${kind})`}.`,
      'The version that was current stays current.',
      ...(failures === undefined ? [] : [`Failed tries so far: ${failures}.`]),
      next === undefined ? 'There is no further try of itself.' : `Next try: ${next}.`,
    ],
    next: [(kind === undefined ? undefined : remedies[kind]) ?? 'Nothing yet, if the next try succeeds.'],
  };
};
