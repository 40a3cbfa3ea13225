import { requestRotation } from '../../../lib/engine/rotation/request-rotation';
import type { CommandId } from '../../../lib/model/ids';
import { runQuietly } from '../../simulation/histories/history';
import { operator } from '../../simulation/operations/command';
import { startProcess } from '../../simulation/surroundings/functions';
import { handMade } from '../hand-made';

describe('an order to rotate a key whose credential could not be adopted', () => {
  it('is refused, with the reason why not', async () => {
    const made = await handMade();
    made.credential.deadMs = made.simulation.scheduler.nowMs;
    made.credential.revokedMs = made.simulation.scheduler.nowMs;
    await made.declare({ adopt: 'current', mode: 'enforce' });
    expect(made.entries()).toContain('adoption-failed');
    const wish = { keyId: made.key.keyId, actor: operator, commandId: 'manual:1' as CommandId };
    let answer: Awaited<ReturnType<typeof requestRotation>> | undefined;

    startProcess(made.simulation, { kind: 'operate' }, async (world) => {
      answer = await requestRotation(world, wish);
    });
    await runQuietly(made.simulation, 30);

    expect(answer).toEqual({
      accepted: false,
      reason: expect.stringMatching(/^its credential is not adopted yet: .*refuses the value/) as unknown,
    });
  });
});
