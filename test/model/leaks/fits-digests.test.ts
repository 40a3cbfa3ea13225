import { randomBytes } from 'node:crypto';
import { fitsDigests } from '../../../lib/model/leaks/fits-digests';
import { SecretValue } from '../../../lib/model/secret-value';

describe('fitsDigests', () => {
  it.each([
    ['a password', 'hunter2!hunter2!', false],
    ['words', 'correct horse battery staple', false],
    ['one character over and over', 'a'.repeat(200), false],
    ['nothing', '', false],
    ['40 hexadecimal digits', randomBytes(20).toString('hex'), true],
    ['a secret access key', randomBytes(30).toString('base64'), true],
  ])('of %s', (_, text, fits) => {
    expect(fitsDigests(new SecretValue(text))).toBe(fits);
  });
});
