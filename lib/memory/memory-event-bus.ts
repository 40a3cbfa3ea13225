import { eventSchema, type RekeyEvent } from '../model/event';
import type { EventBus } from '../ports/event-bus';

/** Collects events; can be told to refuse some. */
export class MemoryEventBus implements EventBus {
  readonly events: RekeyEvent[] = [];
  /** Decides which events the bus refuses. */
  refuses: (event: RekeyEvent) => boolean = () => false;

  async put(events: readonly RekeyEvent[]): Promise<boolean[]> {
    return events.map((event) => {
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html: an entry has at most 256 KB.
      if (this.refuses(event) || Buffer.byteLength(JSON.stringify(event)) > 256 * 1024 - 64) return false;
      this.events.push(eventSchema.parse(JSON.parse(JSON.stringify(event))));
      return true;
    });
  }
}
