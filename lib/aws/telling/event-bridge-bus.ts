import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { RekeyEvent } from '../../model/event';
import { epochMs } from '../../model/instant';
import type { EventBus } from '../../ports/event-bus';
import { eventBatches } from './event-batches';
import { translateError } from '../translate-error';

/** The bus on EventBridge; source `rekey`, the event's type as detail type. An event over 256 KB counts as refused. */
export class EventBridgeBus implements EventBus {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly busName: string,
  ) {}

  async put(events: readonly RekeyEvent[]): Promise<boolean[]> {
    const entries = events.map((event) => entryOf(event, this.busName));
    const taken = events.map(() => false);
    for (const batch of eventBatches(entries)) {
      const Entries = batch.map((index) => entries[index] as PutEventsRequestEntry);
      const results = await this.send(Entries);
      // One request can be half a success: each entry has a result of its own, in the order sent.
      for (const [position, index] of batch.entries()) {
        const result = results[position];
        taken[index] = result?.EventId !== undefined && result.ErrorCode === undefined;
      }
    }
    return taken;
  }

  private async send(Entries: PutEventsRequestEntry[]): Promise<{ EventId?: string; ErrorCode?: string }[]> {
    try {
      return (await this.client.send(new PutEventsCommand({ Entries }))).Entries ?? [];
    } catch (error) {
      throw translateError(error, 'putting events');
    }
  }
}

function entryOf(event: RekeyEvent, busName: string): PutEventsRequestEntry {
  return {
    EventBusName: busName,
    Source: 'rekey',
    DetailType: event.type,
    Time: new Date(epochMs(event.at)),
    Detail: JSON.stringify(event),
  };
}
