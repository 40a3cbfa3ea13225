import { createHash, createHmac, randomBytes } from 'node:crypto';
import { MemoryFingerprints } from '../../lib/memory';
import { digestOf } from '../../lib/model/leaks/digest-of';
import { SecretValue } from '../../lib/model/secret-value';

describe('MemoryFingerprints', () => {
  test('the MAC is over tag, zero byte and digest, and stands beside key and tag', async () => {
    const macKey = randomBytes(32);
    const plain = randomBytes(12).toString('hex');
    const digest = createHash('sha256').update(plain).digest();
    const expected = createHmac('sha256', macKey)
      .update('raw')
      .update(Buffer.from([0]))
      .update(digest)
      .digest('hex');
    const fingerprints = new MemoryFingerprints(macKey, 'mk');
    expect(await fingerprints.of(new SecretValue(plain), ['raw'])).toEqual([`mk#raw#${expected}`]);
  });
});

describe('digestOf', () => {
  test('of the same value the three differ, and have the length of their kind', () => {
    const value = new SecretValue(randomBytes(12).toString('hex'));
    expect(digestOf(value, 'raw')).toHaveLength(32);
    expect(digestOf(value, 'hmsl')).toHaveLength(32);
    expect(digestOf(value, 'sha1')).toHaveLength(20);
    expect(digestOf(value, 'hmsl').equals(digestOf(value, 'raw'))).toBe(false);
  });
});
