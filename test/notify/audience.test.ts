import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { audience, toldOf } from '../../lib/notify/audience';
import { eventOf } from './town';

describe('audience', () => {
  test('is what the reference page says', () => {
    const page = readFileSync(join(__dirname, '../../docs/notifications.md'), 'utf8');
    const rows = page.matchAll(/^\| ([A-Z][A-Za-z ]+) \| ([a-z, ]+) \|$/gm);
    const told = [...rows].map(([, event, who]) => [event, who === 'nobody by name' ? [] : who?.split(', ')]);
    expect(Object.fromEntries(told)).toEqual(audience);
  });
});

describe('toldOf', () => {
  describe('when somebody is owner and deputy', () => {
    test('they are named once', () => {
      const event = eventOf('Leak Reported');
      const key = event.key && { ...event.key, deputies: ['ana@example.com', 'raj@example.com'] };
      expect(toldOf({ ...event, ...(key && { key }) })).toEqual([
        'ana@example.com',
        'raj@example.com',
        'checkout',
        'security',
      ]);
    });
  });
});
