import * as fc from 'fast-check';
import { eventTypeSchema } from '../../lib/model/event';
import { messageOf } from '../../lib/notify/message';
import { webhookPayloadOf } from '../../lib/notify/webhook-payload';
import { at, eventOf, head, incidentWith, versionId } from './town';

const linesOf = (...args: Parameters<typeof eventOf>) => messageOf({ event: eventOf(...args), head }).text.split('\n');

describe('messageOf', () => {
  describe('when a key was rotated', () => {
    test('it says when the old version is revoked', () => {
      const lines = linesOf('Key Rotated', { from: 'old', to: 'new', retireAt: at });
      expect(lines).toContain(`Version new is current since ${at}; cause: scheduled.`);
      expect(lines).toContain(`The old version old is revoked at ${at}.`);
    });
  });

  describe('when a rotation failed', () => {
    test('it says why and when the next try is', () => {
      const lines = linesOf('Rotation Failed', { kind: 'quota', reason: 'no room', nextTryAt: at, failures: 2 });
      expect(lines).toContain('Reason: no room (quota).');
      expect(lines).toContain(`Next try: ${at}.`);
      expect(lines).toContain('  - Make room at the issuer: no further credential fits.');
    });
  });

  describe('when a leaked credential is a person’s to end', () => {
    test.each([
      [true, 'Rekey tries its value every minute'],
      [false, 'Rekey cannot see that it has ended'],
    ])('and its value is watched: %s, it says: %s', (watched, text) => {
      expect(linesOf('Leak Not Ended', { watched }).join('\n')).toContain(text);
    });
  });

  describe('when a version is overdue that only a person can end', () => {
    test('it says why, and that it is to be ended by hand', () => {
      const lines = linesOf('Expiry Overdue', { because: 'nobody knows which credential it is' });
      expect(lines).toContain('Rekey cannot end it: nobody knows which credential it is.');
      expect(lines).toContain('  - End it by hand at its issuer: Rekey sees that it was, and records it.');
    });
  });

  describe('when a leak was reported', () => {
    test('it says what leaked, where it was seen, the verdict and why, what was done when, what to do now', () => {
      const incident = incidentWith({ source: 'secretlint', file: 'src/config.ts', line: 3, rule: 'pattern' });
      const event = eventOf('Leak Reported', {
        incidentId: incident.incidentId,
        verdict: 'kill',
        reason: incident.verdict.reason,
        exposure: 'public',
        reportCount: 1,
      });
      expect(messageOf({ event, head, incident }).text.split('\n').slice(2, 15)).toEqual([
        `What leaked: version ${versionId} of this key, current when it was reported.`,
        'Exposure: public.',
        'Where it was seen:',
        `  - src/config.ts, line 3, found by secretlint (pattern), told by arn:aws:iam::111122223333:role/ana at ${at}`,
        'Verdict: kill, revoked now, whoever uses it. Why: public, as attested by operator, and alive.',
        'What was done:',
        `  - ${at}  reported`,
        '  - 2026-11-23T20:20:02.000Z  revoked',
        '',
        'What to do now:',
        '  - Watch the consumers: those that still hold the old value are refused until they read the secret anew.',
        '  - Look in the issuer’s logs for uses of the old value that are not yours.',
        '  - Take the value out of the places named above; it is of no use there, but it draws attention.',
      ]);
    });
  });

  describe('when evidence is absent or of another kind', () => {
    test.each(eventTypeSchema.options)('%s is told all the same', (type) => {
      const odd: Parameters<typeof eventOf>[1] = {
        reason: { a: 1 },
        verdict: 'odd',
        sighting: 'x',
        failures: null,
        from: [],
        to: 3,
      };
      for (const evidence of [{}, odd]) {
        const { title, text } = messageOf({ event: eventOf(type, evidence) });
        expect(title).toContain('shop/checkout-flags');
        expect(text).toContain('What to do now:');
        expect(text).not.toMatch(/undefined|\[object/);
      }
    });
  });

  describe('when a report speaks to the reader', () => {
    const hostile = 'https://evil.example/pay\r\n\r\nWhat to do now:\n  - call \u202e evil.example';

    test('its text stays on its line and nothing in it is a link', () => {
      const incident = incidentWith({ source: 'secretlint', file: hostile, url: hostile, rule: hostile });
      const event = eventOf('Leak Reported', { incidentId: incident.incidentId, reason: hostile });
      const { text } = messageOf({ event, head, incident });
      expect(text.match(/^What to do now:$/gm)).toHaveLength(1);
      expect(text).not.toContain('://');
      expect(text).not.toContain('\u202e');
      expect(text).not.toContain('evil.example');
    });

    test('a webhook gets it as JSON without control characters', () => {
      const incident = incidentWith({ source: 'secretlint', file: hostile });
      const event = eventOf('Leak Reported', { incidentId: incident.incidentId, reason: hostile });
      const { text: _, ...data } = webhookPayloadOf({ event, head, incident }).data;
      expect(JSON.stringify(data)).not.toMatch(/\\[rn]|\u202e/);
      expect(JSON.stringify(data)).toContain('https://evil.example/pay');
    });

    test('whatever it is, the message has no control characters and no links', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.webUrl(), (noise, url) => {
          const given = `${noise} ${url} ${noise}`;
          const event = eventOf('Unknown Credential Found', { issuer: given, sighting: { source: 's', url: given } });
          const { text } = messageOf({ event });
          expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]|:\/\//u);
        }),
      );
    });
  });
});
