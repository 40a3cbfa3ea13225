import { createHmac } from 'node:crypto';
import { macInputOf } from '../../lib/model/leaks/digest-of';
import type { RekeyEvent } from '../../lib/model/event';
import { SecretValue } from '../../lib/model/secret-value';
import { noon } from './samples';
import type { Rule, Subject } from './subject';

/** What fingerprints and the bus promise. */
export const otherRules: Rule[] = [
  {
    name: 'a fingerprint is the same for the same value and tag, and another for another',
    page: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html',
    async holds(subject) {
      const value = new SecretValue(subject.fresh());
      const [raw, hmsl, sha1] = await subject.fingerprints.of(value, ['raw', 'hmsl', 'sha1']);
      expect(await subject.fingerprints.of(value, ['sha1', 'raw'])).toEqual([sha1, raw]);
      expect(new Set([raw, hmsl, sha1].map((one) => one?.split('#')[2])).size).toBe(3);
      expect(await subject.fingerprints.of(new SecretValue(subject.fresh()), ['raw'])).not.toEqual([raw]);
      // Keyed: whoever has the value but not the key cannot compute it.
      expect(raw).not.toContain(createHmac('sha256', '').update(macInputOf(value, 'raw')).digest('hex'));
    },
  },
  {
    name: 'of many events each is answered for, in order, and one that is too large is refused',
    page: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html',
    async holds(subject) {
      const events = Array.from({ length: 23 }, (_, n) => sampleEvent(subject, n, n === 11 ? 'x'.repeat(262_144) : ''));
      expect(await subject.bus.put(events)).toEqual(events.map((_, n) => n !== 11));
      expect(await subject.bus.put([])).toEqual([]);
    },
  },
];

function sampleEvent(subject: Subject, sequence: number, filler: string): RekeyEvent {
  return {
    version: '1',
    id: `${subject.fresh()}#${sequence}`,
    type: 'Key Rotated',
    at: noon,
    installation: '0123456789ab' as RekeyEvent['installation'],
    account: '000000000000',
    region: 'us-east-1',
    entry: {
      sequence,
      type: 'version-promoted',
      actor: 'tester' as RekeyEvent['entry']['actor'],
      evidence: { filler },
      hash: 'f'.repeat(64),
    },
  };
}
