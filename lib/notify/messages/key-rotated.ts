import { formatDuration } from '../../model/duration';
import type { KeyHead } from '../../model/ledger/key-head';
import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** A new version is current; the old one lives until its overlap ends. */
export const keyRotated: Drafter = ({ event, head }) => {
  const from = evidenceOf(event, 'from');
  const until = evidenceOf(event, 'retireAt');
  const accepted = evidenceOf(event, 'acceptedUntil');
  return {
    title: 'key rotated',
    lines: [
      `Version ${evidenceOf(event, 'to') ?? event.entry.versionId ?? 'new'} is current since ${event.at}; cause: ${event.entry.cause ?? 'not told'}.`,
      accepted !== undefined
        ? `Its issuer replaced the old version${from === undefined ? '' : ` ${from}`} in place, and accepts it until ${accepted} at the longest.`
        : until === undefined
          ? `The old version${from === undefined ? '' : ` ${from}`} has no time of revocation: it is revoked already, or was never live.`
          : `The old version${from === undefined ? '' : ` ${from}`} is revoked at ${until}.`,
    ],
    next: [head === undefined ? 'Nothing, if every consumer reads the secret anew before then.' : consumersOf(head)],
  };
};

function consumersOf({ manifest }: KeyHead): string {
  const slowest = manifest.consumers.toSorted((a, b) => b.delaySeconds - a.delaySeconds)[0];
  if (slowest === undefined) return 'Nothing, if every consumer reads the secret anew before then.';
  return `Nothing, if the consumers are as declared: the slowest, ${slowest.name}, uses the new value within ${formatDuration(slowest.delaySeconds)}.`;
}
