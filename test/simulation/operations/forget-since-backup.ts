import type { ChainId } from '../../../lib/model/ledger/entry';
import type { Incident } from '../../../lib/model/leaks/incident';
import type { Version } from '../../../lib/model/ledger/version';
import type { Simulation } from '../surroundings/simulation';
import { credentialOf } from '../surroundings/truth';

/** What was written, told and ordered since the backup is in no ledger any more, and is held against nobody. */
export function forgetSinceBackup(simulation: Simulation): void {
  const { watch, ledger, scheduler } = simulation;
  watch.restoredMs = scheduler.nowMs;
  watch.failures.clear();
  watch.toldOnce.forget();
  // Of some keys the restored ledger knows the values, and of others not: what is left may be no flood.
  for (const value of watch.flooded.keys()) {
    if (!watch.leaks.has(value)) watch.leaks.set(value, scheduler.nowMs);
    if (!watch.killsBegun.has(value)) watch.killsBegun.set(value, scheduler.nowMs);
  }
  watch.flooded.clear();
  watch.commands.clear();
  watch.carriedOut.clear();
  watch.pauses.clear();
  watch.fences.clear();
  watch.ended.clear();
  for (const { id, body } of ledger.table.of('version')) {
    const { state } = body as unknown as Version;
    if (state === 'revoked' || state === 'dead') watch.ended.set(id, state);
  }
  // What was carried out since the backup would be carried out once more.
  for (const { handled } of simulation.queues) handled.clear();
  for (const id of watch.hashes.keys()) {
    const [chain = '', sequence = ''] = id.split('#');
    if (ledger.table.row('entry', chain as ChainId, sequence) !== undefined) continue;
    watch.hashes.delete(id);
    watch.news.delete(id);
  }
  const ordered = new Set(ordersIn(simulation));
  for (const value of watch.killsAccepted) if (!ordered.has(value)) watch.killsAccepted.delete(value);
}

/** Values of which the restored ledger knows that they are to be revoked at once. */
function ordersIn(simulation: Simulation): string[] {
  return simulation.keys.flatMap((key) =>
    simulation.ledger.table.of('incident', key.keyId).flatMap(({ body }) => {
      const { versionId, verdict } = body as unknown as Incident;
      return (verdict.kind === 'kill' && credentialOf(simulation, key, versionId)?.value) || [];
    }),
  );
}
