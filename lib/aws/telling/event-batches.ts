import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';

/** Quotas of one request: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const largest = { entries: 10, bytes: 256 * 1024 };

/** Indexes of entries, in batches that one request takes; an entry that is too large for any is left out. */
export function eventBatches(entries: readonly PutEventsRequestEntry[]): number[][] {
  const batches: number[][] = [];
  let room = 0;
  for (const [index, entry] of entries.entries()) {
    const size = sizeOf(entry);
    if (size > largest.bytes) continue;
    const last = batches.at(-1);
    if (last && last.length < largest.entries && size <= room) {
      last.push(index);
      room -= size;
    } else {
      batches.push([index]);
      room = largest.bytes - size;
    }
  }
  return batches;
}

/** Bytes of an entry as EventBridge counts them: 14 for the time, and the texts. */
function sizeOf({ Source = '', DetailType = '', Detail = '' }: PutEventsRequestEntry): number {
  return 14 + Buffer.byteLength(Source) + Buffer.byteLength(DetailType) + Buffer.byteLength(Detail);
}
