import type { VersionId } from '../../../lib/model/ids';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { runQuietly } from '../../simulation/histories/history';
import { leakOf } from '../../simulation/operations/leak-of';
import { apply } from '../../simulation/operations/operations';
import { startMatch } from '../../simulation/surroundings/functions';
import { Simulation } from '../../simulation/surroundings/simulation';
import { credentialOf, currentVersionIn, secretOf } from '../../simulation/surroundings/truth';

/** Transitions of a containment up to the one that its successor is current: claimed, stored, promoted. */
const untilPromoted = 3;

describe('a leaked value whose successor is current, while the ledger takes a minute to say that it wrote that down', () => {
  it('is revoked without waiting for that', async () => {
    let recorded = 0;
    const simulation = new Simulation(1, {
      keys: 1,
      family: { ...plainFamily, capabilities: { ...plainFamily.capabilities, activationSeconds: 0 } },
      latencyMs: 20,
      chooseFault: ({ process, name }) => {
        if (!process.startsWith('contain#') || name !== 'ledger.record') return undefined;
        recorded += 1;
        return recorded === untilPromoted ? 'late answer' : undefined;
      },
    });
    await simulation.open();
    const [key] = simulation.keys;
    if (key === undefined) throw new Error('no key');
    key.manifests = key.manifests.map((manifest) => ({
      ...manifest,
      leak: { ...manifest.leak, replaceWithinSeconds: 50 },
    }));
    apply(simulation, key);
    await runQuietly(simulation, 300);
    const leaked = currentVersionIn(secretOf(simulation, key)!) as VersionId;
    const reportedMs = simulation.scheduler.nowMs;

    startMatch(simulation, await leakOf(simulation, key, leaked, 'public'));
    await runQuietly(simulation, 600);

    const revokedMs = credentialOf(simulation, key, leaked)?.revokedMs ?? Number.POSITIVE_INFINITY;
    expect(recorded).toBeGreaterThanOrEqual(untilPromoted);
    expect(revokedMs - reportedMs).toBeLessThan(5_000);
  });
});
