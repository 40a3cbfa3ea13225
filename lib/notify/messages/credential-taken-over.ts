import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** Somebody put a credential of their own making into the secret, and the issuer knows it: it is the key's current version now. */
export const credentialTakenOver: Drafter = ({ event }) => {
  const from = evidenceOf(event, 'from') ?? 'before';
  const until = evidenceOf(event, 'retireAt');
  const next = evidenceOf(event, 'rotateAt');
  return {
    title: 'credential taken over',
    lines: [
      `Somebody put a credential of their own making into the secret. The issuer accepts it and knows which it is: it is version ${evidenceOf(event, 'to') ?? 'unknown'} of the key now, and current.`,
      until === undefined
        ? `Version ${from}, which was current, is not revoked by this.`
        : `Version ${from}, which was current, is revoked at ${until}.`,
      ...(next === undefined ? [] : [`It is replaced at ${next}.`]),
    ],
    next: [
      'Find who put it there: CloudTrail says. If it was a mistake, roll back (rekey rollback) or rotate (rekey rotate).',
    ],
  };
};
