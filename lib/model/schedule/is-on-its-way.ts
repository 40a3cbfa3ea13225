import type { DueKind } from '../ledger/due';
import { waitSeconds } from './wait-seconds';

/** What is sent as soon as it is planned, if it falls due within a quarter of an hour, as it mostly does. */
const sentWhenPlanned: ReadonlySet<DueKind> = new Set(['retire', 'prove', 'search']);

/** Whether the message for an item that is late by so much is taken to wait in its queue still, behind what was found there. */
export function isOnItsWay(kind: DueKind, lateSeconds: number, ahead: number): boolean {
  return sentWhenPlanned.has(kind) && lateSeconds < waitSeconds(ahead);
}
