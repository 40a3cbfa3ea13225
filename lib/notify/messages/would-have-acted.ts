import type { WithheldAct } from '../../model/adoption/observation';
import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

const acts: Readonly<Record<WithheldAct, string>> = {
  rotate: 'have replaced the current version',
  retire: 'have revoked the version that was replaced',
  expire: 'have revoked the current version',
  contain: 'have contained the leak of the version',
};

/** What was due for a key that is only observed, and was not done. */
export const wouldHaveActed: Drafter = ({ event }) => {
  const what = event.entry.evidence['what'] as WithheldAct | undefined;
  const line = (name: string, text: (value: string) => string) => {
    const value = evidenceOf(event, name);
    return value === undefined ? [] : [text(value)];
  };
  return {
    title: `only observed, would ${what === undefined ? 'have acted' : acts[what]}`,
    lines: [
      `Rekey would ${what === undefined ? 'have acted' : acts[what]} (${event.entry.versionId ?? 'unknown'}), and did not.`,
      ...line('why', (why) => `Why: ${why}.`),
      ...line('instead', (instead) => `It would have been ${instead}.`),
      ...line('mints', (mints) => `The new version would be ${mints}.`),
      ...line('oldUntil', (until) => `The old one would live until ${until}.`),
      ...consumersOf(event.entry.evidence['consumers']),
      ...line('nextAt', (next) => `The next rotation would be at ${next}.`),
    ],
    next:
      what === 'contain'
        ? ['Revoke it yourself if it has to go: `rekey revoke KEY --reason ...` acts in every mode.']
        : ['Nothing. To have it done from now on, apply the key with `mode: enforce`.'],
  };
};

function consumersOf(consumers: unknown): string[] {
  if (!Array.isArray(consumers)) return [];
  return (consumers as { name?: unknown; delaySeconds?: unknown }[]).map(
    ({ name, delaySeconds }) =>
      `Consumer ${String(name).slice(0, 128)} would have had the new value within ${Number(delaySeconds)}s.`,
  );
}
