import type { Drafter } from '../draft';

/** Rekey no longer governs a key; nothing was revoked by that. */
export const keyReleased: Drafter = ({ event, head }) => ({
  title: 'key released',
  lines: [
    `Rekey no longer rotates or revokes this key, since ${event.at}.`,
    `Nothing was revoked: the value${head === undefined ? '' : ` in the secret ${head.manifest.secret.name}`} goes on working at its issuer.`,
  ],
  next: ['If nobody needs the key, revoke it at its issuer.'],
});
