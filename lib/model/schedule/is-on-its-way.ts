import type { DueKind } from '../ledger/due';

/** What is sent as soon as it is planned, if it falls due within a quarter of an hour, as it mostly does. */
const sentWhenPlanned: ReadonlySet<DueKind> = new Set(['retire', 'prove', 'search']);

/** Whether the message for an item that is late by so much is taken to wait still, in a queue where one may wait for so long. */
export function isOnItsWay(kind: DueKind, lateSeconds: number, waitSeconds: number): boolean {
  return sentWhenPlanned.has(kind) && lateSeconds < waitSeconds;
}
