import type { RekeyEvent } from '../model/event';

/** The owner whom an event concerns: its key's, or the one that it names itself, where it is about several keys of theirs. */
export function ownerOf({ key, entry }: Pick<RekeyEvent, 'key' | 'entry'>): string | undefined {
  if (key !== undefined) return key.owner;
  const { owner } = entry.evidence;
  return typeof owner === 'string' ? owner : undefined;
}
