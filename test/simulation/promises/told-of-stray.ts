import type { Credential } from '../surroundings/credential';
import type { Simulation } from '../surroundings/simulation';

/** Whether somebody was told of a credential that is no version. */
export function isToldOf({ ledger }: Simulation, { id, label }: Credential): boolean {
  // Of more than the reaper believes it names all at once, and touches none.
  const names = ledger.table.of('entry', 'INSTALLATION').flatMap(({ body }) => {
    const { credential, credentials } = body['evidence'] as { credential?: string; credentials?: string[] };
    if (body['type'] === 'stray-found') return credential ?? [];
    return body['type'] === 'reaper-halted' ? (credentials ?? []) : [];
  });
  return names.some((name) => name.includes(id) || name.includes(label));
}
