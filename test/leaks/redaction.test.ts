import * as fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { Redaction } from '../../lib/leaks/redaction';
import { SecretValue } from '../../lib/model/secret-value';

describe('Redaction', () => {
  describe('when a text holds a value', () => {
    const value = `s3cr?t/${randomBytes(12).toString('base64')}"é`;
    const inside = Buffer.from(`ab${value}cd`);
    const forms = {
      plain: value,
      'JSON-escaped': JSON.stringify(value),
      'URL-encoded': encodeURIComponent(value),
      'base64, first alignment': Buffer.from(value).toString('base64'),
      'base64, second alignment': inside.subarray(1).toString('base64'),
      'base64, third alignment': inside.toString('base64'),
      base64url: inside.toString('base64url'),
      hex: Buffer.from(value).toString('hex'),
      'with zero bytes between': Array.from(value).join('\u0000'),
      reversed: Array.from(value).toReversed().join(''),
    };
    test.each(Object.entries(forms))('%s, it is replaced', (_, form) => {
      const clean = new Redaction([new SecretValue(value)]).of(`see ${form} there`, 512);
      expect(clean).toContain('[secret]');
      expect(clean).not.toContain(form.slice(4, -4));
    });
  });

  describe('when a value straddles the cut', () => {
    test('no part of it is left', () => {
      const value = randomBytes(20).toString('hex');
      const clean = new Redaction([new SecretValue(value)]).of(`${'a'.repeat(500)}${value}`, 512);
      expect(clean).toBe(`${'a'.repeat(500)}[secret]`);
    });
  });

  describe('when one value begins another', () => {
    test('the longer one is taken out whole', () => {
      const short = randomBytes(8).toString('hex');
      const values = [new SecretValue(short), new SecretValue(`${short}tail`)];
      expect(new Redaction(values).of(`x${short}tail`, 512)).toBe('x[secret]');
    });
  });

  describe('when a text has controls and overrides', () => {
    test('they are taken out', () => {
      expect(new Redaction([]).of('a\u001b[31m\u202eb\r\n\u200bc\ud800', 512)).toBe('a[31mbc');
    });
  });

  describe('when a text is too long', () => {
    test('it is cut to the limit, between characters', () => {
      const cut = new Redaction([]).of('🙈'.repeat(400), 512);
      expect(cut.length).toBeLessThanOrEqual(512);
      expect(cut.endsWith('🙈…')).toBe(true);
    });
  });

  test('no value is in any output, wherever and however often it was planted', () => {
    const value = fc.string({
      minLength: 8,
      maxLength: 80,
      unit: fc.constantFrom(...Array.from('abcdefgh01234567/+=._-:"%')),
    });
    const noise = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 5 }),
        fc.array(noise, { maxLength: 8 }),
        (values, noises) => {
          const text = noises.map((each, n) => `${each}${values[n % values.length]}`).join('');
          const clean = new Redaction(values.map((each) => new SecretValue(each))).of(text, 512);
          expect(clean.length).toBeLessThanOrEqual(512);
          expect(values.filter((each) => clean.includes(each))).toEqual([]);
        },
      ),
    );
  });
});
