import { decideVerdict } from '../../lib/model/leaks/decide-verdict';
import { noon } from '../contract/samples';

describe('a claim that a credential is public, by somebody who may not attest it', () => {
  const inputs = { possession: true, exposure: 'unknown', claimed: 'public', attestedBy: 'leaks/report' } as const;

  test('replaces first and kills nothing, and the verdict says why', () => {
    expect(decideVerdict({ state: 'current' }, inputs, noon)).toMatchObject({
      kind: 'overlap',
      reason: 'claimed public by leaks/report, which may not attest it, and alive: replaced first',
      inputs,
    });
  });
});
