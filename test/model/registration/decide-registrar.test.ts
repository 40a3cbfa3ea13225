import { decideRegistrar } from '../../../lib/model/registration/decide-registrar';
import { instantOf } from '../../../lib/model/instant';
import type { KeyHead } from '../../../lib/model/ledger/key-head';
import { byFile, type StackRegistrar } from '../../../lib/model/registration/registrar';

const stackId = (name: string) => `arn:aws:cloudformation:eu-west-1:123456789012:stack/${name}/1`;
const stack = (name: string, ...resources: string[]): StackRegistrar => ({
  kind: 'stack',
  stackId: stackId(name),
  resources,
  acceptedAt: instantOf(0),
});
const head = (registrar?: StackRegistrar, status: KeyHead['status'] = 'active') =>
  ({ keyId: 'shop/a', status, registrar, registeredBy: 'ana' }) as KeyHead;

describe('decideRegistrar', () => {
  test.each([
    ['a key that is new, to a file', undefined, byFile],
    ['a key that is new, to a stack', undefined, stack('team', 'Flags')],
    ['a key of a file, to a file', head(), byFile],
    ['a released key of a stack, to a file', head(stack('team', 'Flags'), 'released'), byFile],
    ['a released key of a file, to a stack', head(undefined, 'released'), stack('team', 'Flags')],
    ['a released key of a stack, to another', head(stack('team', 'Flags'), 'released'), stack('other', 'Flags')],
  ])('leaves %s', (_what, key, by) => {
    expect(decideRegistrar(key, by)).toEqual({ kind: 'allowed', registrar: by });
  });

  test('adds a resource of the same stack to those that declare the key', () => {
    expect(decideRegistrar(head(stack('team', 'Old')), stack('team', 'New'))).toMatchObject({
      registrar: { stackId: stackId('team'), resources: ['Old', 'New'] },
    });
    expect(decideRegistrar(head(stack('team', 'Old')), stack('team', 'Old'))).toMatchObject({
      registrar: { resources: ['Old'] },
    });
  });

  test.each([
    ['a file', head(stack('team', 'Flags')), byFile, ['stack/team/1', 'take it out of that stack']],
    [
      'another stack',
      head(stack('team', 'Flags')),
      stack('other', 'Flags'),
      ['stack/team/1', 'rekey release shop/a --stack'],
    ],
    ['a stack', head(), stack('team', 'Flags'), ['keys file', 'by ana', 'rekey apply --prune']],
  ])('refuses %s what another declares, naming the owner and the way', (_who, key, by, said) => {
    const decision = decideRegistrar(key, by);
    expect(decision.kind).toBe('refused');
    for (const part of said) expect(decision).toMatchObject({ reason: expect.stringContaining(part) });
  });
});
