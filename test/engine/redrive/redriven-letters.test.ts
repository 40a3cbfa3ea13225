import { requestRotation } from '../../../lib/engine/rotation/request-rotation';
import type { HeldSecret } from '../../../lib/memory/memory-secrets-manager';
import { deadLetterQueueOf } from '../../../lib/model/work/dead-letter-queue';
import type { Actor, CommandId, VersionId } from '../../../lib/model/ids';
import { readLetter } from '../../../functions/wiring/read-letter';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { calm } from '../../simulation/trouble/faults';
import { startMatch, startProcess } from '../../simulation/surroundings/functions';
import { runQuietly } from '../../simulation/histories/history';
import type { KeySpec } from '../../simulation/surroundings/key-spec';
import { leakOf } from '../../simulation/operations/leak-of';
import { apply } from '../../simulation/operations/operations';
import { snapshot } from '../../simulation/histories/rest';
import { Simulation } from '../../simulation/surroundings/simulation';
import { currentVersionIn, secretOf } from '../../simulation/surroundings/truth';

const actor = 'arn:aws:iam::000000000000:user/operator' as Actor;
let simulation: Simulation;
let key: KeySpec;

// A life with a rotation by hand and a leak, over long ago; every one of its letters might still lie in a dead-letter queue.
beforeAll(async () => {
  simulation = new Simulation(1, { keys: 1, family: plainFamily });
  simulation.profile = calm;
  await simulation.open();
  key = simulation.keys[0] as KeySpec;
  const manifest = key.manifests[0]!;
  key.manifests = [{ ...manifest, maxAgeSeconds: 30 * 86_400, overlapSeconds: 1200 }];
  apply(simulation, key);
  await runQuietly(simulation, 120);
  const wish = { keyId: key.keyId, actor, commandId: 'manual:1' as CommandId };
  startProcess(simulation, { kind: 'operate' }, (world) => requestRotation(world, wish));
  await runQuietly(simulation, 3600);
  const leaked = currentVersionIn(secretOf(simulation, key) as HeldSecret) as VersionId;
  simulation.reports.push(await leakOf(simulation, key, leaked, 'public'));
  startMatch(simulation, simulation.reports[0]!);
  await runQuietly(simulation, 86_400);
});

const letters = () =>
  simulation.queues.flatMap(({ name, sent }) =>
    [...new Set(sent)].map((body) => ({ lane: name.split('/')[0] as 'rotations' | 'containments', body })),
  );

describe('a letter that is redriven when all it asked for is long done', () => {
  it('is one of each kind that such a life sends', () => {
    const kinds = letters().map(({ lane, body }) => readLetter(deadLetterQueueOf(lane, 'sim-a'), body)?.what ?? 'none');
    expect([...new Set(kinds)].toSorted()).toEqual(['check', 'contain', 'prove', 'retire', 'rotate']);
  });

  it('of rotations and containments changes nothing, however often it comes', async () => {
    const before = snapshot(simulation);
    for (const queue of simulation.queues) {
      for (const body of new Set(queue.sent)) for (const seconds of [0, 1, 30]) queue.deliver(body, seconds);
    }
    await runQuietly(simulation, 300);
    expect(snapshot(simulation)).toBe(before);
  });

  it('of reports changes nothing', async () => {
    const before = snapshot(simulation);
    for (let copy = 0; copy < 3; copy++) startMatch(simulation, simulation.reports[0]!);
    await runQuietly(simulation, 300);
    expect(snapshot(simulation)).toBe(before);
  });
});
