import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** The reaper found a credential at an issuer that should not be there. */
export const strayFound: Drafter = ({ event }) => {
  const issuer = evidenceOf(event, 'issuer') ?? 'unknown';
  const key = evidenceOf(event, 'keyId');
  const why = whys[evidenceOf(event, 'why') ?? ''];
  const spared = evidenceOf(event, 'spared');
  const willRevoke = event.entry.evidence['act'] === true;
  return {
    title: 'stray credential found',
    lines: [
      `The issuer ${issuer} lists the credential ${evidenceOf(event, 'credential') ?? 'unknown'}${key === undefined ? '' : `, by its label of key ${key}`}.`,
      ...(why === undefined ? [] : [why]),
      ...(spared === undefined ? [] : [`It is left alone: ${spared}.`]),
      ...(willRevoke ? ['Rekey revokes it now.'] : []),
    ],
    next: [
      willRevoke
        ? 'Nothing, unless it was wanted after all: then find out who made it.'
        : 'Find out whose it is, and revoke it at the issuer if it is nobody’s. See docs/runbook.md#reaper-strays.',
    ],
  };
};

const whys: Readonly<Record<string, string>> = {
  forgotten: 'Its revocation was accepted, its time to die is over, and it is still listed: the issuer forgot it.',
  unlabelled: 'It belongs to a user that Rekey mints for, and it is none that Rekey issued.',
  unknown: 'It carries a label of this installation, and it is no version in the ledger.',
};
