import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';
import { untrusted } from '../untrusted';

/** An existing credential and its secret were taken over. */
export const keyAdopted: Drafter = ({ event, head }) => {
  const { evidence } = event.entry;
  const observed = evidence['mode'] === 'observe';
  const rotateAt = evidenceOf(event, 'rotateAt') ?? 'when it is due';
  return {
    title: 'key adopted',
    lines: [
      `The credential${head === undefined ? '' : ` in secret ${head.manifest.secret.name}`} is governed from now on. Nothing of it was changed; the secret has three tags more.`,
      evidence['ageUnknown'] === true
        ? 'The issuer does not say how old it is: it counts as issued now.'
        : `It was issued at ${evidenceOf(event, 'issuedAt') ?? 'an unknown time'}.`,
      observed
        ? `The key is only observed: it would be replaced at ${rotateAt}, and is not.`
        : `It is replaced at ${rotateAt}.`,
      ...driftOf(evidence['drift']),
      ...slotsOf(evidence['slots']),
    ],
    next: observed
      ? ['See what Rekey would do, with `rekey show KEY`; once you trust it, apply the key with `mode: enforce`.']
      : ['See that every consumer reads the secret, and takes a new value in the time it declares.'],
  };
};

function driftOf(drift: unknown): string[] {
  const { declared, actual } = (drift ?? {}) as { declared?: string; actual?: string };
  if (declared === undefined || actual === undefined) return [];
  return [`It may do other things than declared: it is ${untrusted(actual)}; declared is ${untrusted(declared)}.`];
}

function slotsOf(slots: unknown): string[] {
  const { used, of } = (slots ?? {}) as { used?: number; of?: number };
  if (used === undefined || of === undefined || used < of) return [];
  return [`There are ${used} credentials of ${of}: it cannot be replaced until one of them is removed.`];
}
