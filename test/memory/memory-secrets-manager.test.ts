import { randomUUID } from 'node:crypto';
import { MemorySecretsManager, TurnableClock } from '../../lib/memory';
import { noon } from '../contract/samples';

/** What can be seen in memory only: it takes a day, or a hundred versions. Everything else is a row of the contract suite. */
describe('MemorySecretsManager', () => {
  const setUp = () => {
    const clock = new TurnableClock(noon);
    const service = new MemorySecretsManager(clock);
    service.createSecret({ name: 's', token: randomUUID(), value: 'first', tags: {} });
    const put = (labels: string[] = ['AWSPENDING']) => {
      const token = randomUUID();
      service.putSecretValue({ secretId: 's', token, value: token, labels });
      return token;
    };
    return { clock, service, put, count: () => service.secrets.get('s')?.versions.size };
  };

  test('beyond 100 versions, those without labels go when they are older than a day', async () => {
    const { clock, service, put, count } = setUp();
    const oldest = put();
    for (let n = 0; n < 110; n++) put();
    expect(count()).toBe(112);
    await clock.advance(86_401);
    const young = put();
    put();
    expect(count()).toBeLessThanOrEqual(101);
    expect(() => service.getSecretValue({ secretId: 's', versionId: oldest })).toThrow('no such version');
    expect(service.getSecretValue({ secretId: 's', versionId: young }).labels).toEqual([]);
    expect(service.getSecretValue({ secretId: 's' }).value).toBe('first');
  });

  test('a hundred labelled versions are the limit', () => {
    const { put } = setUp();
    for (let n = 1; n < 100; n++) put([`label-${n}`]);
    expect(() => put(['one-more'])).toThrow(expect.objectContaining({ name: 'LimitExceededException' }));
  });

  test('a secret is found by its ARN as by its name', () => {
    const { service } = setUp();
    expect(service.describeSecret(service.describeSecret('s').arn).name).toBe('s');
  });
});
