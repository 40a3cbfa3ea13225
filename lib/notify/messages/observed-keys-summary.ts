import { type ObservedKey, observedSummarySchema } from '../../model/adoption/observed-key';
import type { Drafter } from '../draft';
import { untrusted } from '../untrusted';

/** Once a week: what Rekey would have done to the keys of an owner that are only observed. */
export const observedKeysSummary: Drafter = ({ event }) => {
  const summary = observedSummarySchema.safeParse(event.entry.evidence).data;
  if (summary === undefined) return { title: 'observed keys', lines: [], next: ['See `rekey list`.'] };
  const { keys, more, from, until } = summary;
  return {
    title: `what Rekey would have done, ${from.slice(0, 10)} to ${until.slice(0, 10)}`,
    lines: [
      `Keys that are only observed: ${keys.length + more}. Nothing was replaced or revoked.`,
      ...keys.flatMap(linesOf),
      ...(more === 0 ? [] : [`And ${more} more: see "rekey list".`]),
    ],
    next: ['Apply a key with `mode: enforce` once you trust what you see here.'],
  };
};

const words = {
  rotate: 'replaced',
  retire: 'revoked what was replaced',
  expire: 'revoked',
  contain: 'contained a leak',
};

function linesOf({ keyId, acts, total, rotateAt, drift, since }: ObservedKey): string[] {
  const done = acts.map(({ at, what }) => `${words[what]} at ${at}`).join(', ');
  return [
    `  - ${keyId}: ${done === '' ? 'nothing was due' : `would have ${done}`}; ${total} in all since ${since.slice(0, 10)}.`,
    ...(rotateAt === undefined ? [] : [`      Next it would be replaced at ${rotateAt}.`]),
    ...(drift === undefined ? [] : [`      It may do other things than declared: ${untrusted(drift)}.`]),
  ];
}
