import * as fc from 'fast-check';
import { RekeyError } from '../../lib/model/rekey-error';
import { type Notification, parseNotification } from '../../lib/notify/notification';
import { eventOf } from './town';

const event = JSON.parse(JSON.stringify(eventOf('Key Rotated'))) as ReturnType<typeof eventOf>;

const outcomeOf = (body: string): Notification | RekeyError => {
  try {
    return parseNotification(body);
  } catch (error) {
    return error as RekeyError;
  }
};

describe('parseNotification', () => {
  describe('when the bus sends an event', () => {
    test('it is taken out of its envelope', () => {
      const body = { version: '0', id: 'x', source: 'rekey', 'detail-type': 'Key Rotated', detail: event };
      expect(parseNotification(JSON.stringify(body))).toEqual({ kind: 'event', event });
    });
  });

  describe('when it is a delivery', () => {
    test('it is one', () => {
      const delivery = { event, channel: { kind: 'topic' } };
      expect(parseNotification(JSON.stringify(delivery))).toEqual({ kind: 'delivery', delivery });
    });
  });

  describe('when it is something else', () => {
    test.each([
      ['not JSON', '{'],
      ['of another source', JSON.stringify({ source: 'other', detail: event })],
      ['a delivery to an unknown channel', JSON.stringify({ event, channel: { kind: 'pigeon' } })],
    ])('%s, it is refused', (_, body) => {
      expect(outcomeOf(body)).toMatchObject({ code: 'bad_input' });
    });

    test('whatever it is, it is refused and nothing else', () => {
      fc.assert(
        fc.property(fc.oneof(fc.json(), fc.string()), (body) => {
          expect(outcomeOf(body)).toMatchObject({ code: 'bad_input' });
        }),
      );
    });
  });
});
