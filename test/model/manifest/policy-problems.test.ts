import type { KeyId } from '../../../lib/model/ids';
import type { Manifest } from '../../../lib/model/manifest/manifest';
import { policyProblems } from '../../../lib/model/manifest/policy-problems';
import { registration } from '../../contract/samples';

const limits = { activationSeconds: 0, revocationSeconds: 0, minimumIntervalSeconds: 1200 };
const consumers = [
  { name: 'quick', delaySeconds: 60 },
  { name: 'slow', delaySeconds: 1800 },
];
const sound: Manifest = {
  ...registration('ci/publish' as KeyId).head.manifest,
  consumers,
  maxAgeSeconds: 86_400,
  overlapSeconds: 3600,
};

function fieldsOf(change: Partial<Manifest>, more: Partial<Parameters<typeof policyProblems>[1]> = {}): string[] {
  return policyProblems({ ...sound, ...change }, { ...limits, ...more }).map(({ field }) => field);
}

describe('policyProblems', () => {
  it('finds nothing in a policy that holds', () => {
    expect(fieldsOf({})).toEqual([]);
  });

  it('wants an overlap of twice the delay of the slowest consumer', () => {
    expect(fieldsOf({ overlapSeconds: 3599 })).toEqual(['overlap']);
  });

  it('wants an overlap within the life of a version', () => {
    expect(fieldsOf({ overlapSeconds: 86_400 })).toEqual(['overlap']);
  });

  it('wants time between two rotations', () => {
    expect(fieldsOf({ maxAgeSeconds: 4000 })).toEqual(['maxAge']);
  });

  it('wants no longer life than the issuer gives', () => {
    expect(fieldsOf({}, { maxExpirySeconds: 86_399 })).toEqual(['maxAge']);
    expect(fieldsOf({}, { maxExpirySeconds: 86_400 })).toEqual([]);
  });
});
