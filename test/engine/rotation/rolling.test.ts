import { requestRevocation } from '../../../lib/engine/incidents/request-revocation';
import { requestRollBack } from '../../../lib/engine/roll-back/request-roll-back';
import type { Actor, CommandId, VersionId } from '../../../lib/model/ids';
import { epochMs, instantOf } from '../../../lib/model/instant';
import { type Credential, isAccepted } from '../../simulation/surroundings/credential';
import { rollingFamily } from '../../simulation/histories/crash-cases';
import { startProcess } from '../../simulation/surroundings/functions';
import { WatchedKey } from '../checks/watched-key';

const actor = 'arn:aws:iam::000000000000:user/operator' as Actor;

let one: WatchedKey;
let first: string;

async function issued(graceSeconds: number): Promise<void> {
  one = await WatchedKey.issued(rollingFamily(graceSeconds));
  first = one.holder;
}

const accepts = (versionId: string) => isAccepted(one.credential(versionId), one.simulation.scheduler.nowMs);
const typesOf = (versionId: string) =>
  one.entries.filter((entry) => entry.versionId === versionId).map(({ type }) => type);
const callsOf = (call: string) => one.simulation.coverage.counts.get(`step: ${call}`) ?? 0;

function revoke(versionId: string): void {
  const { watch, scheduler } = one.simulation;
  watch.killsBegun.set(one.value(versionId), scheduler.nowMs);
  const order = { keyId: one.key.keyId, versionId: versionId as VersionId, reason: 'leaked', actor };
  startProcess(one.simulation, { kind: 'operate' }, (world) =>
    requestRevocation(world, { ...order, commandId: 'revoke:1' as CommandId }),
  );
}

/** Somebody rolls a credential by hand: nobody has its new value, and its rights are others. */
function rolledByHand(old: Credential): Credential {
  const { nowMs } = one.simulation.scheduler;
  const rolled = { ...old, value: `${old.value}00`, grant: { allow: [{ level: 9 }] } };
  Object.assign(old, { revokedMs: nowMs, rolledMs: nowMs, deadMs: nowMs });
  one.issuer.credentials.push(rolled);
  one.touched();
  return rolled;
}

afterEach(() => {
  const { broken } = one.simulation.watch;
  if (broken !== undefined) throw new Error(`${broken.promise}: ${broken.detail}`);
});

describe('a value that was rolled away by a roll that took effect late', () => {
  it('is replaced within the hour, though its issuer refused everybody when the key was looked at', async () => {
    await issued(0);
    await one.rotate('manual:1');
    const second = one.holder;
    one.issuer.outage = { untilMs: one.simulation.scheduler.nowMs + 1200_000, kind: 'refuses all' };
    one.end(second);

    await one.run(1200 + 3600);

    expect(one.holder).not.toBe(second);
    expect(accepts(one.holder)).toBe(true);
  });
});

describe('a roll that takes effect late, and whose worker ends once its value is stored', () => {
  it('is reckoned to accept the old value for as long as its issuer may', async () => {
    one = await WatchedKey.issued(rollingFamily(86_400));
    first = one.holder;
    one.issuer.mintsRefused = { untilMs: Number.POSITIVE_INFINITY, kind: 'policy' };
    // Its hard end comes before the longest grace that it could have.
    await one.run(34_500);
    one.issuer.mintsRefused = undefined;

    one.faults.set('issuer.roll', 'late effect').set('secrets.putPending', 'crash after');
    await one.rotate('manual:1');
    await one.run(400);

    expect(one.faults.size).toBe(0);
    expect(one.holder).not.toBe(first);
    const { rolled } = one.version(first) ?? {};
    const { graceUntilMs = Infinity } = one.credential(first);
    expect(epochMs(rolled?.until ?? instantOf(0))).toBeGreaterThanOrEqual(graceUntilMs - 2000);
  });
});

describe('a rotation at an issuer that rolls with grace', () => {
  beforeEach(() => issued(86_400));

  it('makes another value of the same credential current, and leaves the old one to its grace', async () => {
    await one.rotate('manual:1');

    expect(one.holder).not.toBe(first);
    expect(one.credential(one.holder).id).toBe(one.credential(first).id);
    expect([accepts(first), accepts(one.holder)]).toEqual([true, true]);
    const { rolled, retireAt, state } = one.version(first) ?? {};
    expect([state, retireAt]).toEqual(['retiring', rolled?.until]);
  });

  it('records the old value as revoked when its grace is over, and revokes nothing', async () => {
    await one.rotate('manual:1');
    await one.run(1200 + 1200 + 300);

    expect(typesOf(first).slice(-2)).toEqual(['version-revoked', 'version-dead']);
    expect(callsOf('retire issuer.revoke')).toBe(0);
    expect([accepts(first), accepts(one.holder)]).toEqual([false, true]);
  });

  it('waits with the one value it rolled while the issuer refuses everybody', async () => {
    const { scheduler, issuers } = one.simulation;
    issuers[0]!.outage = { untilMs: scheduler.nowMs + 300_000, kind: 'refuses all' };
    await one.rotate('manual:1');
    await one.run(900);

    expect(callsOf('rotate issuer.roll')).toBe(1);
    expect([one.holder === first, accepts(one.holder)]).toEqual([false, true]);
  });

  it('cannot be taken back', async () => {
    await one.rotate('manual:1');
    let refusal: unknown;
    startProcess(one.simulation, { kind: 'operate' }, async (world) => {
      const order = { keyId: one.key.keyId, reason: 'bad', actor, commandId: 'roll-back:1' as CommandId };
      refusal = await requestRollBack(world, order).catch((error: unknown) => error);
    });
    await one.run(10);

    expect(String(refusal)).toContain('in place');
  });

  it('when the value in its grace is killed, ends both and mints a fresh credential', async () => {
    await one.rotate('manual:1');
    const second = one.holder;
    revoke(first);
    await one.run(300);

    expect([one.version(first)?.state, one.version(second)?.state]).toEqual(['dead', 'dead']);
    expect(one.credential(one.holder).id).not.toBe(one.credential(first).id);
    expect([accepts(first), accepts(second), accepts(one.holder)]).toEqual([false, false, true]);
  });
});

describe('a value that was rolled with wrong rights, while an older one is in a longer grace', () => {
  beforeEach(() => issued(86_400));

  it('ends its credential only when that grace is over, too', async () => {
    await one.rotate('manual:1');
    one.declare({ overlapSeconds: 600 });
    await one.run(30);
    one.wish('manual:2');
    const { scheduler } = one.simulation;
    while (callsOf('rotate issuer.roll') < 2) await scheduler.run(scheduler.nowMs + 20);
    for (const credential of one.issuer.credentials) credential.grant = { allow: [{ level: 9 }] };
    one.touched();
    await one.run(1900);
    const { until } = one.version(one.holder)?.rolled ?? {};
    await one.rotate('manual:3');

    expect(until && until < instantOf(scheduler.nowMs)).toBe(true);
    expect([accepts(first), accepts(one.holder), callsOf('rotate issuer.revoke')]).toEqual([true, false, 0]);
    await one.run(600);
    await one.rotate('manual:4');
    expect([accepts(first), accepts(one.holder), callsOf('rotate issuer.revoke')]).toEqual([false, true, 1]);
  });
});

describe('a rotation at an issuer that rolls without grace', () => {
  beforeEach(() => issued(0));

  it('ends the old value by the roll, and says in its entry until when it was accepted', async () => {
    await one.rotate('manual:1');

    expect([accepts(first), accepts(one.holder)]).toEqual([false, true]);
    const stored = one.entries.find(({ type, versionId }) => type === 'version-stored' && versionId === one.holder);
    expect(stored?.evidence['rolled']).toMatchObject({ from: first, until: one.version(first)?.rolled?.until });
    expect(callsOf('retire issuer.revoke')).toBe(0);
  });

  it('does not begin when the credential may do other things than declared: the value in use stays', async () => {
    one.credential(first).grant = { allow: [{ level: 9 }] };
    await one.rotate('manual:1');

    expect([one.holder, accepts(first)]).toEqual([first, true]);
    expect(one.head.rotation?.lastFailure?.kind).toBe('policy');
    expect(callsOf('rotate issuer.roll')).toBe(0);
    one.touched();
  });

  it('mints afresh when the credential may do other things than declared, and the value in use was found ended', async () => {
    const rolled = rolledByHand(one.credential(first));

    await one.look();
    await one.run(900);

    expect(one.holder).not.toBe(first);
    expect([accepts(one.holder), rolled.revokedMs === undefined]).toEqual([true, false]);
    expect(one.credential(one.holder).id).not.toBe(rolled.id);
  });

  describe('whose key was let go, and whose credential may do other things than declared', () => {
    beforeEach(async () => {
      one.credential(first).grant = { allow: [{ level: 9 }] };
      await one.rotate('manual:1');
      one.touched();
      await one.release();
    });

    it('ends with the next try, because the value in use is accepted', async () => {
      await one.run(2 * 3600);

      expect(one.head.rotation).toBeUndefined();
      expect([one.holder, accepts(first)]).toEqual([first, true]);
      const failed = one.entries.findLast(({ type }) => type === 'rotation-failed');
      expect(failed?.evidence).toMatchObject({ kind: 'policy' });
      expect(failed?.evidence).not.toHaveProperty('nextTryAt');
    });

    it('mints afresh when the value in use is refused, as after a roll whose answer was lost', async () => {
      const rolled = rolledByHand(one.credential(first));

      await one.run(2 * 3600);

      expect(one.head.rotation).toBeUndefined();
      expect(one.holder).not.toBe(first);
      expect([accepts(one.holder), one.credential(one.holder).id === rolled.id]).toEqual([true, false]);
    });
  });

  it('is no stray to the reaper, though its label names a version that is dead', async () => {
    await one.rotate('manual:1');
    await one.run(2 * 3600);
    const { scheduler, issuers } = one.simulation;
    one.simulation.queue('rotations', issuers[0]!.name).post({ kind: 'reap', dueAt: instantOf(scheduler.nowMs) });
    await one.run(60);

    expect(one.version(first)?.state).toBe('dead');
    expect(one.told).not.toContain('Stray Found:');
    expect(accepts(one.holder)).toBe(true);
  });

  it('is replaced by a roll that was in time, when it is killed: nothing more is revoked', async () => {
    revoke(first);
    await one.run(120);

    expect(one.credential(one.holder).id).toBe(one.credential(first).id);
    expect(callsOf('contain issuer.revoke')).toBe(0);
    expect([accepts(first), accepts(one.holder)]).toEqual([false, true]);
  });
});
