import type { Entry } from './entry';
import { plusSeconds, type Instant } from '../instant';

/** When the sweep may tell an entry that the stream has not told: a minute later, so that the stream goes first. */
export function publishDueAt(entry: Pick<Entry, 'at'>): Instant {
  return plusSeconds(entry.at, 60);
}
