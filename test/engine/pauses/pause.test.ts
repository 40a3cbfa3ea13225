import { pauseKey } from '../../../lib/engine/pauses/pause-key';
import { pauseWidely } from '../../../lib/engine/pauses/pause-widely';
import { requestRotation } from '../../../lib/engine/rotation/request-rotation';
import { resumeWidely } from '../../../lib/engine/pauses/resume-widely';
import type { Actor, CommandId, VersionId } from '../../../lib/model/ids';
import { instantOf } from '../../../lib/model/instant';
import type { HeldSecret } from '../../../lib/memory/memory-secrets-manager';
import type { Pause } from '../../../lib/model/work/pause';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { startMatch, startProcess } from '../../simulation/surroundings/functions';
import { runQuietly } from '../../simulation/histories/history';
import type { KeySpec } from '../../simulation/surroundings/key-spec';
import { leakOf } from '../../simulation/operations/leak-of';
import { apply } from '../../simulation/operations/operations';
import { Simulation } from '../../simulation/surroundings/simulation';
import { currentVersionIn, secretOf } from '../../simulation/surroundings/truth';
import type { SimulatedWorld } from '../../simulation/surroundings/world-of';

const actor = 'arn:aws:iam::000000000000:user/operator' as Actor;
let simulation: Simulation;
let key: KeySpec;

beforeEach(async () => {
  simulation = new Simulation(1, { keys: 1, family: plainFamily });
  await simulation.open();
  key = simulation.keys[0] as KeySpec;
  // Replaced about every 2 hours.
  key.manifests = key.manifests.map((manifest) => ({ ...manifest, maxAgeSeconds: 10_800, overlapSeconds: 1200 }));
  apply(simulation, key);
  await runQuietly(simulation, 120);
});

const holder = () => currentVersionIn(secretOf(simulation, key) as HeldSecret) as VersionId;
const pauseFor = (hours: number, containment = false): Pause => ({
  until: instantOf(simulation.scheduler.nowMs + hours * 3600_000),
  reason: 'upgrade',
  actor,
  containment,
});

async function order<T>(call: (world: SimulatedWorld) => Promise<T>): Promise<T | undefined> {
  let answer: T | undefined;
  startProcess(simulation, { kind: 'operate' }, async (world) => {
    answer = await call(world);
  });
  await runQuietly(simulation, 30);
  return answer;
}

describe('a pause', () => {
  it('stops what falls due, and ends by itself', async () => {
    const before = holder();
    await order((world) => pauseKey(world, key.keyId, pauseFor(5)));
    await runQuietly(simulation, 4.9 * 3600);
    expect(holder()).toBe(before);
    expect(simulation.issuers[0]?.credentials).toHaveLength(1);
    await runQuietly(simulation, 0.4 * 3600);
    expect(holder()).not.toBe(before);
  });

  it('of another issuer stops nothing', async () => {
    const before = holder();
    const scope = { issuer: 'another' as KeySpec['issuer'] };
    await order((world) => pauseWidely(world, { scope, pause: pauseFor(5) }));
    await runQuietly(simulation, 3 * 3600);
    expect(holder()).not.toBe(before);
  });

  it('of all keys is over within minutes, once somebody ends it', async () => {
    const before = holder();
    await order((world) => pauseWidely(world, { scope: { all: true }, pause: pauseFor(24) }));
    await runQuietly(simulation, 4 * 3600);
    expect(holder()).toBe(before);
    expect(await order((world) => resumeWidely(world, { all: true }, actor))).toBe(true);
    await runQuietly(simulation, 420);
    expect(holder()).not.toBe(before);
  });

  it('refuses a rotation by hand, and says until when', async () => {
    const pause = pauseFor(5);
    await order((world) => pauseKey(world, key.keyId, pause));
    const wish = { keyId: key.keyId, actor, commandId: 'manual:1' as CommandId };
    expect(await order((world) => requestRotation(world, wish))).toMatchObject({
      accepted: false,
      reason: expect.stringContaining(pause.until),
    });
  });

  it.each([
    [false, 'contains a leak all the same', true],
    [true, 'leaves a leak uncontained where it says so', false],
  ])('with containment stopped: %s, %s', async (containment, _, replaced) => {
    const before = holder();
    await order((world) => pauseKey(world, key.keyId, pauseFor(2, containment)));
    startMatch(simulation, await leakOf(simulation, key, before, 'public'));
    await runQuietly(simulation, 1200);
    expect(holder() !== before).toBe(replaced);
    await runQuietly(simulation, 2 * 3600);
    expect(holder()).not.toBe(before);
  });

  it('stops neither the replacement of a privately leaked version nor its end after the overlap', async () => {
    const before = holder();
    await order((world) => pauseKey(world, key.keyId, pauseFor(5)));
    startMatch(simulation, await leakOf(simulation, key, before, 'private'));
    await runQuietly(simulation, 3600);

    expect(holder()).not.toBe(before);
    expect(simulation.issuers[0]?.credentials.map(({ revokedMs }) => revokedMs !== undefined)).toEqual([true, false]);
  });

  it('is told', async () => {
    await order((world) => pauseWidely(world, { scope: { all: true }, pause: pauseFor(1) }));
    await runQuietly(simulation, 60);
    expect(simulation.inbox.map(({ type }) => type)).toContain('Rotation Paused');
  });
});
