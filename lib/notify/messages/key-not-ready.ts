import type { Drafter } from '../draft';
import { untrusted } from '../untrusted';

/** What to do about a hindrance. */
const remedies: Readonly<Record<string, string>> = {
  admin: 'Renew the admin credential of the issuer, or give it the rights that are missing.',
  slot: 'Free a slot at the issuer: end a credential that nobody uses.',
  probe: 'Put right what was found (rekey show): a kill could not be shown to have worked.',
  name: 'Put the expected version back, or be ready to revoke it at the issuer by hand.',
  secret: 'Restore the secret, or declare the key with another one.',
};

/** A key that leaked now could not be killed, or not replaced. */
export const keyNotReady: Drafter = ({ event }) => {
  const { hindrances } = event.entry.evidence;
  const found = Array.isArray(hindrances) ? hindrances.flatMap(hindranceOf) : [];
  return {
    title: 'key not ready to be killed',
    lines: [
      'If this key leaked now, it could not be ended, or not be replaced, as it should be:',
      ...found.map(({ what, reason }) => `  - ${what}: ${untrusted(reason)}`),
    ],
    next: found.map(({ what }) => remedies[what] ?? 'See rekey show.'),
  };
};

function hindranceOf(value: unknown): { what: string; reason: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const { what, reason } = value as Record<string, unknown>;
  return typeof what === 'string' && typeof reason === 'string' ? [{ what, reason }] : [];
}
