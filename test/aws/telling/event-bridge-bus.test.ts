import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { EventBridgeBus } from '../../../lib/aws';
import { eventBatches } from '../../../lib/aws/telling/event-batches';
import type { RekeyEvent } from '../../../lib/model/event';
import { noon } from '../../contract/samples';

const service = mockClient(EventBridgeClient);
const bus = new EventBridgeBus(new EventBridgeClient({ region: 'us-east-1' }), 'rekey');
const event = (n: number) => ({ id: `k#${n}`, type: 'Key Rotated', at: noon }) as RekeyEvent;

beforeEach(() => service.reset());

describe('EventBridgeBus', () => {
  test('of a request that is half a success, each event has its own answer', async () => {
    service.on(PutEventsCommand).resolves({
      FailedEntryCount: 1,
      Entries: [{ EventId: 'a' }, { ErrorCode: 'ThrottlingException' }, { EventId: 'c' }],
    });
    expect(await bus.put([1, 2, 3].map(event))).toEqual([true, false, true]);
  });

  test('an event goes out with its source, type, time and itself as detail', async () => {
    service.on(PutEventsCommand).resolves({ Entries: [{ EventId: 'a' }] });
    await bus.put([event(1)]);
    expect(service.commandCalls(PutEventsCommand)[0]?.args[0].input).toEqual({
      Entries: [
        {
          EventBusName: 'rekey',
          Source: 'rekey',
          DetailType: 'Key Rotated',
          Time: new Date(noon),
          Detail: JSON.stringify(event(1)),
        },
      ],
    });
  });

  test('a request that fails whole can be tried again', async () => {
    service.on(PutEventsCommand).rejects(Object.assign(new Error('x'), { name: 'ThrottlingException' }));
    await expect(bus.put([event(1)])).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('eventBatches', () => {
  test('every batch fits one request, in order, and only what is too large for any is left out', () => {
    const entry = fc.nat(300_000).map((size) => ({ Detail: 'x'.repeat(size) }));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 30 }), (entries) => {
        const batches = eventBatches(entries);
        const fits = entries.flatMap((one, index) => (one.Detail.length + 14 <= 262_144 ? [index] : []));
        expect(batches.flat()).toEqual(fits);
        for (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(10);
          const bytes = batch.reduce((sum, index) => sum + 14 + (entries[index]?.Detail.length ?? 0), 0);
          expect(bytes).toBeLessThanOrEqual(262_144);
        }
      }),
      { numRuns: 50 },
    );
  });
});
