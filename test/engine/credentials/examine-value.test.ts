import { randomBytes } from 'node:crypto';
import { examineValue } from '../../../lib/engine/credentials/examine-value';
import type { WorkerWorld } from '../../../lib/engine/world';
import { SecretValue } from '../../../lib/model/secret-value';
import { cheapFingerprints } from '../../simulation/surroundings/cheap-fingerprints';

const world = {
  issuer: {
    capabilities: { fields: ['token'] },
    verify: async () => ({ kind: 'alive' }),
    recognise: async () => ({ ref: { id: 'key-1', label: '' }, state: 'active' }),
  },
  fingerprints: cheapFingerprints,
} as unknown as WorkerWorld;

async function tagsOf(value: string): Promise<string[]> {
  const examined = await examineValue(world, { name: 'hand/made', format: 'text' }, new SecretValue(value));
  const { fingerprints = [] } = 'fingerprints' in examined ? examined : {};
  return fingerprints.map((fingerprint) => fingerprint.split('#')[1] ?? '');
}

describe('examineValue', () => {
  it('fingerprints every digest that a leak source may send', async () => {
    expect(await tagsOf(randomBytes(20).toString('hex'))).toEqual(['raw', 'hmsl', 'sha1']);
  });

  it('fingerprints a value that can be guessed by itself only', async () => {
    expect(await tagsOf('hunter2')).toEqual(['raw']);
  });
});
