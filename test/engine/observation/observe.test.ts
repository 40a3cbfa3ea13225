import { requestRevocation } from '../../../lib/engine/incidents/request-revocation';
import { requestRollBack } from '../../../lib/engine/roll-back/request-roll-back';
import { requestRotation } from '../../../lib/engine/rotation/request-rotation';
import type { Actor, CommandId, VersionId } from '../../../lib/model/ids';
import { startMatch, startProcess } from '../../simulation/surroundings/functions';
import { runQuietly } from '../../simulation/histories/history';
import { leakOf } from '../../simulation/operations/leak-of';
import type { SimulatedWorld } from '../../simulation/surroundings/world-of';
import { firstVersion, type HandMade, handMade } from '../hand-made';

const day = 86_400;
const actor = 'arn:aws:iam::000000000000:user/operator' as Actor;
let made: HandMade;

beforeEach(async () => {
  made = await handMade();
});

const accepted = () =>
  made.simulation.issuers[0]?.credentials.filter(({ revokedMs }) => revokedMs === undefined).length;
const told = () => made.simulation.inbox.filter(({ type }) => type === 'Would Have Acted');
const acts = () => told().map(({ entry }) => entry.evidence['what']);

async function order<T>(call: (world: SimulatedWorld) => Promise<T>, seconds = 120): Promise<T | undefined> {
  let answer: T | undefined;
  startProcess(made.simulation, { kind: 'operate' }, async (world) => {
    answer = await call(world);
  });
  await runQuietly(made.simulation, seconds);
  return answer;
}
const revoke = () =>
  order((world) =>
    requestRevocation(world, {
      keyId: made.key.keyId,
      reason: 'lost',
      actor,
      commandId: 'revoke:1' as CommandId,
    }),
  );
const leak = async (seconds = 300) => {
  startMatch(made.simulation, await leakOf(made.simulation, made.key, firstVersion as VersionId, 'public'));
  await runQuietly(made.simulation, seconds);
};

describe('an observed key', () => {
  it('is told of each rotation once, as if the one before had been done, and nothing is done', async () => {
    await made.declare({ adopt: 'current' });
    const before = made.secret();
    await runQuietly(made.simulation, 80 * day);
    expect(acts()).toEqual(['rotate', 'rotate', 'rotate']);
    const times = told().map(({ at }) => Date.parse(at));
    for (const [index, at] of times.slice(1).entries()) {
      expect((at - (times[index] ?? 0)) / 1000 / day).toBeGreaterThan(20);
    }
    expect(made.secret()).toEqual(before);
    expect(accepted()).toBe(1);
    expect(made.head().observed).toMatchObject({ count: 3 });
    expect(made.simulation.watch.broken).toBeUndefined();
  });

  it('says which consumers would have had the value when, and how long the old one would have lived', async () => {
    await made.declare({ adopt: 'current' });
    await runQuietly(made.simulation, 2 * day);
    expect(told()[0]?.entry.evidence).toMatchObject({
      why: expect.stringContaining('due at'),
      oldUntil: expect.any(String),
      consumers: [{ name: 'consumer', delaySeconds: 300 }],
      nextAt: made.head().rotateAt,
    });
  });

  describe('when every message comes twice, and late', () => {
    it('is told of each act once', async () => {
      await made.declare({ adopt: 'current' });
      await runQuietly(made.simulation, 2 * day);
      for (const queue of made.simulation.queues) for (const body of queue.sent.slice()) queue.deliver(body, 5);
      await runQuietly(made.simulation, 600);
      expect(acts()).toEqual(['rotate']);
    });
  });

  it('refuses a rotation by hand, and says how to have it', async () => {
    await made.declare({ adopt: 'current' });
    const wish = { keyId: made.key.keyId, actor, commandId: 'manual:1' as CommandId };
    expect(await order((world) => requestRotation(world, wish))).toMatchObject({
      accepted: false,
      reason: expect.stringContaining('mode: enforce'),
    });
  });

  it('is revoked, and gets another value, when somebody orders that', async () => {
    await made.declare({ adopt: 'current' });
    made.simulation.watch.killsBegun.set(made.credential.value, made.simulation.scheduler.nowMs);
    await revoke();
    expect(made.credential.revokedMs).toBeDefined();
    expect(made.head().currentVersionId).not.toBe(firstVersion);
    expect(made.simulation.watch.broken).toBeUndefined();
  });

  describe('when it leaks', () => {
    it('is told, and not contained', async () => {
      await made.declare({ adopt: 'current' });
      await leak();
      expect(acts()).toEqual(['contain']);
      expect(made.credential.revokedMs).toBeUndefined();
      const reported = made.simulation.inbox.find(({ type }) => type === 'Leak Reported');
      expect(reported?.entry.evidence).toMatchObject({ observed: true });
    });

    it('is contained wholly where that is switched on', async () => {
      await made.declare({ adopt: 'current', contain: true });
      await leak();
      expect(made.credential.revokedMs).toBeDefined();
      expect(made.head().currentVersionId).not.toBe(firstVersion);
      expect(acts()).toEqual([]);
      expect(made.simulation.watch.broken).toBeUndefined();
    });

    it.each([{ contain: true }, { mode: 'enforce' as const }])(
      'is contained once it is declared so: %j',
      async (fields) => {
        await made.declare({ adopt: 'current' });
        await leak();
        await made.declare(fields, 300);
        expect(made.credential.revokedMs).toBeDefined();
        expect(made.head().currentVersionId).not.toBe(firstVersion);
      },
    );

    it('is revoked when somebody orders that after all', async () => {
      await made.declare({ adopt: 'current' });
      await leak();
      await revoke();
      expect(made.credential.revokedMs).toBeDefined();
    });
  });

  describe('when it is enforced', () => {
    it('is replaced within a day, and can be rolled back and rotated again', async () => {
      await made.declare({ adopt: 'current' });
      await runQuietly(made.simulation, 40 * day);
      await made.declare({ mode: 'enforce' });
      expect(made.head().currentVersionId).toBe(firstVersion);
      await runQuietly(made.simulation, day);
      const second = made.head().currentVersionId;
      expect(second).not.toBe(firstVersion);
      made.simulation.watch.rollBacks.set(made.key.keyId, 1);
      const wish = { keyId: made.key.keyId, actor, reason: 'bad', commandId: 'roll-back:1' as CommandId };
      await order((world) => requestRollBack(world, wish));
      expect(made.head().currentVersionId).toBe(firstVersion);
      await runQuietly(made.simulation, 3 * day);
      expect([firstVersion, second]).not.toContain(made.head().currentVersionId);
      expect(accepted()).toBe(1);
      expect(made.simulation.watch.broken).toBeUndefined();
    });
  });
});

describe('an enforced key that is observed from now on', () => {
  it('keeps what was replaced alive, says so once, and ends it when it is enforced again', async () => {
    await made.declare({ adopt: 'current', mode: 'enforce' });
    while (made.head().currentVersionId === firstVersion) await runQuietly(made.simulation, 3600);
    await made.declare({ mode: 'observe' });
    await runQuietly(made.simulation, 3 * day);
    expect(acts()).toEqual(['retire']);
    expect(accepted()).toBe(2);
    await made.declare({ mode: 'enforce' }, 900);
    expect(accepted()).toBe(1);
    expect(made.credential.revokedMs).toBeDefined();
    expect(made.simulation.watch.broken).toBeUndefined();
  });

  it('has given up a rotation that had no value yet', async () => {
    await made.declare({ adopt: 'current', mode: 'enforce' });
    const issuer = made.simulation.issuers[0];
    if (issuer === undefined) throw new Error('no issuer');
    issuer.outage = { untilMs: Number.MAX_SAFE_INTEGER, kind: 'throttled' };
    while (made.head().rotation === undefined) await runQuietly(made.simulation, 3600);
    await made.declare({ mode: 'observe' });
    issuer.outage = undefined;
    await runQuietly(made.simulation, day);
    expect(made.head().rotation).toBeUndefined();
    expect(made.head().currentVersionId).toBe(firstVersion);
    expect(accepted()).toBe(1);
    expect(acts()).toEqual(['rotate']);
  });
});
