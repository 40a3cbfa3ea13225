import { publishEntries } from '../../lib/engine/publish-entries';
import type { RekeyEvent } from '../../lib/model/event';
import type { KeyId } from '../../lib/model/ids';
import { plusSeconds } from '../../lib/model/instant';
import type { Entry } from '../../lib/model/ledger/entry';
import { collect } from '../contract/collect';
import { noon, registration } from '../contract/samples';
import { type LeakedKeys, leakedKeys } from './incidents/leaked-keys';

let keys: LeakedKeys;
let entries: Entry[];

beforeEach(async () => {
  keys = await leakedKeys(0);
  entries = [];
  for (const name of ['k/1', 'k/2', 'k/3']) {
    await keys.ledger.record({ ...registration(name), publish: true });
    const [entry] = await collect(keys.ledger.entries(name as KeyId));
    // One of a type that is somebody's news.
    if (entry !== undefined) entries.push({ ...entry, type: 'rotation-failed' });
  }
});

const untold = async () => {
  const due = await collect(keys.ledger.due(plusSeconds(noon, 3600), 100));
  return due.filter(({ kind }) => kind === 'publish').map(({ chain }) => chain);
};

/** A bus that takes what is not of this key, and keeps what it was asked to take at a time. */
function busBut(key: string): { put(events: readonly RekeyEvent[]): Promise<boolean[]>; asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    put: async (events) => {
      asked.push(events.length);
      return events.map((event) => event.key?.id !== key);
    },
  };
}

describe('entries that are told', () => {
  test('go to the bus together, and are marked', async () => {
    const bus = busBut('none');
    expect(await publishEntries({ ...keys.world, bus }, entries)).toEqual({ failed: [] });
    expect(bus.asked).toEqual([3]);
    expect(await untold()).toEqual([]);
  });

  test('stay due where the bus did not take them, and only there', async () => {
    const { failed } = await publishEntries({ ...keys.world, bus: busBut('k/2') }, entries);
    expect(failed.map(({ chain }) => chain)).toEqual(['k/2']);
    expect(await untold()).toEqual(['k/2']);
  });

  test('are marked after the bus took them, never before', async () => {
    const bus = { put: () => Promise.reject(new Error('no bus')) };
    await expect(publishEntries({ ...keys.world, bus }, entries)).rejects.toThrow('no bus');
    expect(await untold()).toHaveLength(3);
  });
});
