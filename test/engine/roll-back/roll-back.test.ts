import type { HeldSecret } from '../../../lib/memory/memory-secrets-manager';
import { requestRollBack } from '../../../lib/engine/roll-back/request-roll-back';
import { requestRotation } from '../../../lib/engine/rotation/request-rotation';
import type { Actor, CommandId } from '../../../lib/model/ids';
import type { KeyHead } from '../../../lib/model/ledger/key-head';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { calm } from '../../simulation/trouble/faults';
import { startProcess } from '../../simulation/surroundings/functions';
import { runQuietly } from '../../simulation/histories/history';
import type { KeySpec } from '../../simulation/surroundings/key-spec';
import { apply } from '../../simulation/operations/operations';
import { Simulation } from '../../simulation/surroundings/simulation';
import { currentVersionIn, secretOf } from '../../simulation/surroundings/truth';

const actor = 'arn:aws:iam::000000000000:user/operator' as Actor;
let simulation: Simulation;
let key: KeySpec;

beforeEach(async () => {
  simulation = new Simulation(1, { keys: 1, family: plainFamily });
  simulation.profile = calm;
  await simulation.open();
  key = simulation.keys[0] as KeySpec;
  key.manifests = key.manifests.map((manifest) => ({ ...manifest, maxAgeSeconds: 18_000, overlapSeconds: 1200 }));
  apply(simulation, key);
  await runQuietly(simulation, 120);
});

const holder = () => currentVersionIn(secretOf(simulation, key) as HeldSecret);
const head = () => simulation.ledger.table.row('head', key.keyId, '')?.body as unknown as KeyHead;
const accepted = () => simulation.issuers[0]?.credentials.filter(({ revokedMs }) => revokedMs === undefined).length;
const entries = () => simulation.ledger.table.of('entry', key.keyId).map(({ body }) => String(body['type']));

async function rotate(command: string): Promise<void> {
  startProcess(simulation, { kind: 'operate' }, (world) =>
    requestRotation(world, { keyId: key.keyId, actor, commandId: command as CommandId }),
  );
  await runQuietly(simulation, 60);
}

async function rollBack(): Promise<unknown> {
  simulation.watch.rollBacks.set(key.keyId, 1);
  let refusal: unknown;
  startProcess(simulation, { kind: 'operate' }, (world) =>
    requestRollBack(world, {
      keyId: key.keyId,
      actor,
      reason: 'bad value',
      commandId: 'roll-back:1' as CommandId,
    }).catch((error: unknown) => {
      refusal = error;
    }),
  );
  await runQuietly(simulation, 60);
  return refusal;
}

describe('a roll-back', () => {
  it('makes the version before current again, and lets the newer one live for the overlap', async () => {
    const before = holder();
    await rotate('manual:1');
    const newer = holder();
    await rollBack();
    expect(holder()).toBe(before);
    expect(newer).not.toBe(before);
    expect(accepted()).toBe(2);
    await runQuietly(simulation, 1300);
    expect(accepted()).toBe(1);
    expect(simulation.watch.broken).toBeUndefined();
  });

  describe('when a message from before it is delivered again', () => {
    it('changes nothing, although its parent is current again', async () => {
      const before = holder();
      await rotate('manual:1');
      await rollBack();
      for (const queue of simulation.queues) for (const body of queue.sent.slice()) queue.deliver(body, 0);
      await runQuietly(simulation, 60);
      expect(holder()).toBe(before);
      expect(simulation.issuers[0]?.credentials).toHaveLength(2);
    });
  });

  it('is followed by a rotation to a value of its own, when one is asked for', async () => {
    await rotate('manual:1');
    const first = holder();
    await rollBack();
    // The same command again is done already; another one is not.
    await rotate('manual:1');
    expect(simulation.issuers[0]?.credentials).toHaveLength(2);
    await rotate('manual:2');
    expect(holder()).not.toBe(first);
    expect(head().currentVersionId).toBe(holder());
    expect(simulation.issuers[0]?.credentials).toHaveLength(3);
    expect(simulation.watch.broken).toBeUndefined();
  });

  describe('when the old version was revoked', () => {
    it('is refused, with what to do instead', async () => {
      await rotate('manual:1');
      await runQuietly(simulation, 1400);
      const newer = holder();
      expect(await rollBack()).toMatchObject({ code: 'refused', message: expect.stringContaining('rekey rotate') });
      expect(holder()).toBe(newer);
    });
  });

  describe('when the issuer refuses the old value', () => {
    it('leaves the newer version current, and tells why', async () => {
      await rotate('manual:1');
      const newer = holder();
      const [old] = simulation.issuers[0]?.credentials ?? [];
      if (old === undefined) throw new Error('no credential');
      old.deadMs = simulation.scheduler.nowMs; // somebody ended it at the issuer's console
      await rollBack();
      expect(holder()).toBe(newer);
      expect(entries()).toContain('roll-back-refused');
      expect(simulation.inbox.map(({ type }) => type)).toContain('Rollback Refused');
    });
  });
});
