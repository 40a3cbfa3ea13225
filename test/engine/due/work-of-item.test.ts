import { workOfItem } from '../../../lib/engine/due/work-of-item';
import type { KeyId } from '../../../lib/model/ids';
import { dueKindSchema } from '../../../lib/model/ledger/due';
import type { KeyHead } from '../../../lib/model/ledger/key-head';
import type { DueItem } from '../../../lib/ports';
import { noon, registration, versionIdOf } from '../../contract/samples';

const keyId = 'ci/publish' as KeyId;
const rollBack = {
  commandId: 'roll-back:1',
  actor: 'tester',
  reason: 'a test',
  from: versionIdOf('new'),
  to: versionIdOf('old'),
  begunAt: noon,
  until: noon,
  nextTryAt: noon,
} as KeyHead['rollBack'];
const head: KeyHead = { ...registration(keyId).head, rollBack, due: { kind: 'rotate', at: noon } };

function item(kind: DueItem['kind'], chain: DueItem['chain'] = keyId): DueItem {
  return { chain, id: versionIdOf('one'), kind, at: noon };
}

describe('workOfItem', () => {
  it.each(dueKindSchema.options.filter((kind) => kind !== 'publish'))('has work for what is due to: %s', (kind) => {
    expect(workOfItem(item(kind), head)).toMatchObject({ kind, keyId, dueAt: noon });
  });

  it('has none for what only has to be told, or concerns no key', () => {
    expect(workOfItem(item('publish'), head)).toBeUndefined();
    expect(workOfItem(item('check', 'INSTALLATION'), head)).toBeUndefined();
  });

  it('has none for a rotation or a roll-back that is over', () => {
    const { rollBack: _, due: __, ...over } = head;
    expect(workOfItem(item('rotate'), over)).toBeUndefined();
    expect(workOfItem(item('roll-back'), over)).toBeUndefined();
  });
});
