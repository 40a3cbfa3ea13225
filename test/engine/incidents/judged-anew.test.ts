import { requestRotation } from '../../../lib/engine/rotation/request-rotation';
import type { CommandId, VersionId } from '../../../lib/model/ids';
import { operator } from '../../simulation/operations/command';
import { plainFamily } from '../../simulation/histories/crash-cases';
import type { ChooseFault } from '../../simulation/trouble/faults';
import { startMatch, startProcess } from '../../simulation/surroundings/functions';
import { runQuietly } from '../../simulation/histories/history';
import { leakOf } from '../../simulation/operations/leak-of';
import { apply } from '../../simulation/operations/operations';
import { Simulation } from '../../simulation/surroundings/simulation';
import { credentialOf, currentVersionIn, secretOf } from '../../simulation/surroundings/truth';

/** The first containment hangs once it has read what its incident asked for then. */
function hangingContainment(): ChooseFault {
  let struck = false;
  return ({ process, name, index }) => {
    if (struck || !process.startsWith('contain#') || name !== 'ledger.version' || index < 2) return undefined;
    struck = true;
    return 'late effect';
  };
}

describe('an overlap that became a kill while somebody was about to shorten it', () => {
  it('is carried out as a kill, though its issuer answers only later', async () => {
    const simulation = new Simulation(1, { keys: 1, family: plainFamily, chooseFault: hangingContainment() });
    await simulation.open();
    const [key] = simulation.keys;
    const [issuer] = simulation.issuers;
    if (key === undefined || issuer === undefined) throw new Error('no key');
    key.manifests = key.manifests.map((one) => ({
      ...one,
      maxAgeSeconds: 36_000,
      overlapSeconds: 7200,
      leak: { ...one.leak, overlapSeconds: 7200 },
    }));
    apply(simulation, key);
    await runQuietly(simulation, 120);
    const secret = secretOf(simulation, key);
    const leaked = (secret && currentVersionIn(secret)) as VersionId;
    const credential = credentialOf(simulation, key, leaked);
    startProcess(simulation, { kind: 'operate' }, (world) =>
      requestRotation(world, { keyId: key.keyId, actor: operator, commandId: 'manual:1' as CommandId }),
    );
    await runQuietly(simulation, 60);

    startMatch(simulation, await leakOf(simulation, key, leaked, 'private'));
    await runQuietly(simulation, 10);
    // What is known to be public is to be revoked at once, and the issuer answers nobody until long after the hung one went on.
    issuer.outage = { untilMs: simulation.scheduler.nowMs + 300_000, kind: 'unavailable' };
    startMatch(simulation, { ...(await leakOf(simulation, key, leaked, 'public')), reportId: 'report-2' });
    await runQuietly(simulation, 900);

    expect(simulation.coverage.counts.get('entry: leak-reported')).toBe(2);
    expect(credential?.revokedMs).toBeDefined();
  });
});
