import type { RekeyEvent } from '../model/event';
import { untrusted } from './untrusted';

/** A text or number of an event's evidence, fit for plain text; undefined when it is absent or something else. */
export function evidenceOf(event: RekeyEvent, name: string): string | undefined {
  const value = event.entry.evidence[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? untrusted(value) : undefined;
}
