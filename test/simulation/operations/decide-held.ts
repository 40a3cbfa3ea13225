import { decideIncident } from '../../../lib/engine/incidents/decide-incident';
import type { Incident } from '../../../lib/model/leaks/incident';
import { command, operator } from './command';
import type { KeySpec } from '../surroundings/key-spec';
import type { Random } from '../surroundings/random';
import type { Simulation } from '../surroundings/simulation';
import { credentialOf } from '../surroundings/truth';

/** A person decides on an incident of a key that waits for one, if there is one. */
export function decideHeld(simulation: Simulation, key: KeySpec, random: Random): void {
  const held = simulation.ledger.table
    .of('incident', key.keyId)
    .map(({ body }) => body as unknown as Incident)
    .filter(({ state }) => state === 'held');
  if (held.length === 0) return;
  const { keyId, versionId } = random.pick(held);
  const what = random.chance(0.7) ? 'approved' : 'dismissed';
  const as = random.chance(0.5) ? 'kill' : 'overlap';
  const { watch, scheduler, coverage } = simulation;
  const value = credentialOf(simulation, key, versionId)?.value;
  if (what === 'approved' && value !== undefined) {
    // What is approved may happen from now on.
    if (!watch.leaks.has(value)) watch.leaks.set(value, scheduler.nowMs);
    if (as === 'kill' && !watch.killsBegun.has(value)) watch.killsBegun.set(value, scheduler.nowMs);
  }
  if (what === 'dismissed' && value !== undefined) watch.dismissed.add(value);
  const approval: { as?: 'kill' | 'overlap' } = what === 'approved' ? { as } : {};
  const override = what === 'approved' && random.chance(0.3);
  const order = { keyId, versionId, what, ...approval, override, reason: 'simulated', actor: operator } as const;
  command(
    simulation,
    `decide ${versionId} ${what}`,
    (world) => decideIncident(world, order),
    () => {
      coverage.note('held', what);
      if (what === 'approved' && as === 'kill' && value !== undefined) watch.killsAccepted.add(value);
      if (override && value !== undefined) watch.overridden.add(value);
    },
  );
}
