import { pauseKey } from '../../../lib/engine/pauses/pause-key';
import { instantOf } from '../../../lib/model/instant';
import type { VersionId } from '../../../lib/model/ids';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { operator } from '../../simulation/operations/command';
import { startMatch, startProcess } from '../../simulation/surroundings/functions';
import { runQuietly } from '../../simulation/histories/history';
import { leakOf } from '../../simulation/operations/leak-of';
import { apply } from '../../simulation/operations/operations';
import { Simulation } from '../../simulation/surroundings/simulation';
import { credentialOf, currentVersionIn, secretOf } from '../../simulation/surroundings/truth';

describe('a kill whose workers end after the replacement and before the revocation, until its message is given up', () => {
  it('is carried out within minutes after that, although rotations of the key are paused', async () => {
    let crashing = true;
    let struck = 0;
    const simulation = new Simulation(1, {
      keys: 1,
      family: { ...plainFamily, capabilities: { ...plainFamily.capabilities, activationSeconds: 0 } },
      latencyMs: 20,
      chooseFault: ({ process, name }) => {
        if (!crashing || !/^(contain|retire)#/.test(process) || name !== 'issuer.revoke') return undefined;
        struck += 1;
        return 'crash before';
      },
    });
    await simulation.open();
    const [key] = simulation.keys;
    if (key === undefined) throw new Error('no key');
    apply(simulation, key);
    await runQuietly(simulation, 300);
    const secret = secretOf(simulation, key);
    const leaked = secret && (currentVersionIn(secret) as VersionId);
    if (leaked === undefined) throw new Error('nothing was issued');
    const until = instantOf(simulation.scheduler.nowMs + 4 * 3600_000);
    const pause = { until, reason: 'a test', actor: operator, containment: false };
    startProcess(simulation, { kind: 'operate' }, (world) => pauseKey(world, key.keyId, pause));
    await runQuietly(simulation, 10);

    startMatch(simulation, await leakOf(simulation, key, leaked, 'public'));
    // Until its message is in the dead-letter queue.
    await runQuietly(simulation, 600);
    crashing = false;
    await runQuietly(simulation, 300);

    expect(struck).toBeGreaterThanOrEqual(5);
    expect(currentVersionIn(secret!)).not.toBe(leaked);
    expect(credentialOf(simulation, key, leaked)?.revokedMs).toBeDefined();
  });
});
