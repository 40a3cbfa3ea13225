import { checkKey } from '../../../lib/engine/checks/check-key';
import { orderCheck } from '../../../lib/engine/order-check';
import { releaseKey } from '../../../lib/engine/declaration/release-key';
import type { Actor } from '../../../lib/model/ids';
import { instantOf } from '../../../lib/model/instant';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { startProcess } from '../../simulation/surroundings/functions';
import { apply } from '../../simulation/operations/operations';
import { WatchedKey } from './watched-key';

let one: WatchedKey;
beforeEach(async () => {
  one = await WatchedKey.issued();
});

describe('a look at a key', () => {
  it('is planned when the key is issued, and then once a day at its own time', async () => {
    const planned = one.health.due?.at as string;
    expect(planned > instantOf(one.simulation.scheduler.nowMs)).toBe(true);
    await one.run(86_400);
    expect(one.health.checkedAt?.slice(0, 15)).toBe(planned.slice(0, 15));
    expect(Date.parse(one.health.due?.at as string) - Date.parse(planned)).toBe(86_400_000);
  });

  it('of an undisturbed key finds it ready, says so once and to nobody, and changes nothing else', async () => {
    const before = one.head;
    await one.look();
    await one.look();
    expect(one.entries.map(({ type }) => type).filter((type) => type === 'key-ready')).toHaveLength(1);
    expect(one.head.sequence).toBe(before.sequence + 1);
    expect(one.health).toMatchObject({ hindrances: [], checkedAt: expect.any(String) });
    expect(one.told).toEqual(['Key Registered:', 'Key Issued:']);
  });

  it('of an undisturbed key asks for no more than docs/performance.md says', async () => {
    await one.look();
    const before = new Map(one.simulation.coverage.counts);
    await one.look();
    const asked = [...one.simulation.coverage.counts]
      .map(([name, count]) => [name, count - (before.get(name) ?? 0)] as const)
      .filter(([name, count]) => name.startsWith('step: check ') && count > 0)
      .map(([name, count]) => `${count} ${name.replace('step: check ', '')}`);
    expect(asked.toSorted()).toEqual([
      '1 issuer.checkAdmin',
      '1 issuer.inspect',
      '1 issuer.verify',
      '1 ledger.health',
      '1 ledger.installation',
      '1 ledger.noteHealth',
      '1 ledger.postpone',
      '1 ledger.versions',
      '1 secrets.read',
      '2 ledger.key',
    ]);
  });

  it('that many events order is made once', async () => {
    for (let event = 0; event < 20; event++) {
      one.order();
      // Some at once, some one after the other.
      await one.run(event % 2 === 0 ? 0 : 0.3);
    }
    await one.run(30);
    const sent = one.simulation.queues.flatMap((queue) => queue.sent);
    expect(sent.filter((body) => JSON.stringify(body).includes('check'))).toHaveLength(1);
  });

  it('that is delivered again is not made again', async () => {
    await one.look();
    const { sequence } = one.head;
    const [queue] = one.simulation.queues.filter(({ name }) => name.startsWith('rotations'));
    for (const body of queue?.sent ?? []) queue?.deliver(body, 0);
    const calls = one.simulation.coverage.counts.get('step: check secrets.read');
    await one.run(30);
    expect(one.head.sequence).toBe(sequence);
    expect(one.simulation.coverage.counts.get('step: check secrets.read')).toBe(calls);
  });

  it('waits while a rotation has a live claim', async () => {
    one.wish('manual:1');
    while (one.head.rotation?.claimUntil === undefined) await one.run(0.01);
    const claimed = one.head.rotation?.claimUntil ?? '';
    startProcess(one.simulation, { kind: 'check', issuer: one.issuer }, async (world) => {
      await orderCheck(world, one.head);
      await checkKey(world, { kind: 'check', keyId: one.key.keyId, dueAt: one.health.due?.at as never });
    });
    await one.run(0.5);
    expect((one.health.due?.at ?? '') > claimed).toBe(true);
    expect(one.entries.map(({ type }) => type)).not.toContain('foreign-found');
  });

  it('of a released key is the last, until it is declared again', async () => {
    const release = { keyId: one.key.keyId, actor: 'ana' as Actor };
    startProcess(one.simulation, { kind: 'operate' }, (world) => releaseKey(world, release));
    await one.run(10);
    await one.look();
    expect(one.health.due).toBeUndefined();
    apply(one.simulation, one.key);
    await one.run(10);
    expect(one.health.due).toBeDefined();
  });
});

describe('readiness to be killed', () => {
  it('ends where the issuer has no room for a fresh credential', async () => {
    one = await WatchedKey.issued({ ...plainFamily, capabilities: { ...plainFamily.capabilities, maxActive: 2 } });
    one.issuer.mintByHand({ allow: [] });
    await one.look();
    expect(one.health.hindrances).toEqual([{ what: 'slot', reason: expect.stringContaining('2 of 2') }]);
    expect(one.told.filter((line) => line.startsWith('Key Not Ready'))).toHaveLength(1);
  });

  it('is told with the time that the last version took to die', async () => {
    await one.rotate('manual:1');
    await one.run(1800);
    await one.look();
    expect(one.health.secondsToDeath).toBeGreaterThan(0);
  });
});
