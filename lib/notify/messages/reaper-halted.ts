import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** The reaper saw what it takes for a mistake of its own, or of the issuer, and touched nothing. */
export const reaperHalted: Drafter = ({ event }) => ({
  title: 'reaper halted',
  lines: [
    event.entry.evidence['because'] === 'empty list'
      ? `The issuer ${evidenceOf(event, 'issuer') ?? 'unknown'} lists no credential at all, and keys of it have values.`
      : `At the issuer ${evidenceOf(event, 'issuer') ?? 'unknown'} more credentials should not be there than can be believed.`,
    'Nothing was touched.',
  ],
  next: ['See docs/runbook.md#reaper-strays.'],
});
