import { hash as digest } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Simulation } from '../simulation';

/** P7: each chain recomputes to its head, and holds every entry just as it was written. */
export function checkChains(simulation: Simulation): void {
  const { ledger, watch } = simulation;
  const written = new Map(watch.hashes);
  for (const { chain, body: head } of ledger.table.of('head')) {
    let before = '0'.repeat(64);
    let sequence = 0;
    for (const { body } of ledger.table.of('entry', chain)) {
      sequence += 1;
      const { hash, ...covered } = body;
      const computed = digest('sha256', `${before}${canonicalize(covered)}`);
      const id = `${chain}#${sequence}`;
      if (body['sequence'] !== sequence || body['prevHash'] !== before || hash !== computed)
        return watch.break('P7 append-only', `${id} does not fit`);
      if (written.get(id) !== hash) return watch.break('P7 append-only', `${id} is not what was written`);
      written.delete(id);
      before = computed;
    }
    if (head['sequence'] !== sequence || head['headHash'] !== before)
      return watch.break('P7 append-only', `the head of ${chain} does not end its chain`);
  }
  const [lost] = written.keys();
  if (lost !== undefined) watch.break('P7 append-only', `${lost} is gone`);
}
