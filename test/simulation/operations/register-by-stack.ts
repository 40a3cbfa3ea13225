import { applyKey } from '../../../lib/engine/declaration/apply-key';
import { releaseForStack } from '../../../lib/engine/declaration/release-for-stack';
import type { StackRegistrar } from '../../../lib/model/registration/registrar';
import { command, operator } from './command';
import { instantAt } from '../surroundings/instant-at';
import type { KeySpec } from '../surroundings/key-spec';
import type { Random } from '../surroundings/random';
import { apply } from './operations';
import type { Simulation } from '../surroundings/simulation';
import { secretOf, valuesIn } from '../surroundings/truth';

/** The resource that declares keys there. */
const resource = 'Key';
const stackId = 'arn:aws:cloudformation:us-east-1:000000000000:stack/team/1';

/** A stack declares a key: one that a file declares it may not, one that was let go it may, and lets it go again perhaps. */
export function registerByStack(simulation: Simulation, key: KeySpec, random: Random): void {
  const { scheduler, coverage, ledger, watch } = simulation;
  const manifest = key.manifests.at(-1);
  const row = ledger.table.row('head', key.keyId, '');
  // Who declared what when is lost with a ledger that is restored.
  if (manifest === undefined || row === undefined || manifest.adopt !== undefined || simulation.backups.length > 0)
    return;
  if (secretOf(simulation, key)?.deleted === true) return;
  if (key.released && row.body['status'] === 'released' && key.stack === undefined) {
    key.stack = { stackId, resource };
    apply(simulation, key, () => {
      coverage.note('stack', 'takes a key');
      // Somebody let it go again before the stack heard that it has it.
      if (ledger.table.row('head', key.keyId, '')?.body['status'] === 'released') return;
      key.released = false;
      key.releasedMs = undefined;
      // What was ordered while nobody governed it is not done any more.
      for (const value of valuesIn(simulation, key)) {
        watch.killsAccepted.delete(value);
        watch.contained.delete(value);
      }
      simulation.disturb();
    });
    if (random.chance(0.4)) scheduler.after(random.whole(600, 7200) * 1000, () => letGo(simulation, key));
  } else if (!key.released && key.stack === undefined) {
    const acceptedAt = instantAt(scheduler.nowMs);
    const registrar: StackRegistrar = { kind: 'stack', stackId, resources: [resource], acceptedAt };
    const before = row.body['registrar'];
    command(
      simulation,
      `register ${key.keyId} by a stack`,
      async (world) => {
        await applyKey(world, { keyId: key.keyId, manifest, actor: operator, registrar });
        if (before === undefined && key.stack === undefined && !key.released)
          watch.break('a key has one registrar', `${key.keyId} was taken from its file by a stack`);
      },
      () => undefined,
    );
    coverage.note('stack', 'reaches for what a file declares');
  }
}

function letGo(simulation: Simulation, key: KeySpec): void {
  if (simulation.quiet || key.released || key.observing === true) return;
  key.released = true;
  const acceptedAt = instantAt(simulation.scheduler.nowMs);
  command(
    simulation,
    `release ${key.keyId} by its stack`,
    (world) => releaseForStack(world, { keyId: key.keyId, stackId, resource, acceptedAt, actor: operator }),
    () => simulation.coverage.note('stack', 'lets a key go'),
  );
}
