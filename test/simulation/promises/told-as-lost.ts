import type { Credential } from '../surroundings/credential';
import type { Simulation } from '../surroundings/simulation';

/** Whether somebody was told of a credential that was minted before the ledger was restored, and that neither ledger nor secret knows any more. */
export function toldAsLost({ watch, ledger }: Simulation, { id, label, requestedMs }: Credential): boolean {
  if (watch.restoredMs === undefined || requestedMs > watch.restoredMs) return false;
  const found = ledger.table.of('entry', 'INSTALLATION').filter(({ body }) => body['type'] === 'stray-found');
  const names = found.map(({ body }) => String((body['evidence'] as Record<string, unknown>)['credential']));
  return names.some((name) => name.includes(id) || name.includes(label));
}
