import { hash as digest } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Installation } from '../../../lib/model/ledger/installation';
import type { Simulation } from '../surroundings/simulation';

/** How far a chain goes. */
type ChainEnd = Pick<Installation, 'sequence' | 'headHash'>;

/** P7: each chain recomputes to its head, and holds every entry just as it was written. */
export function checkChains(simulation: Simulation): void {
  const { ledger, watch } = simulation;
  const written = new Map(watch.hashes);
  const heads = ledger.table.of('head').map(({ chain, body }) => ({ chain, head: body as unknown as ChainEnd }));
  const { installation } = ledger.table;
  if (installation !== undefined) heads.push({ chain: 'INSTALLATION', head: installation });
  for (const { chain, head } of heads) {
    let before = '0'.repeat(64);
    let sequence = 0;
    for (const { body } of ledger.table.of('entry', chain)) {
      sequence += 1;
      const { hash, ...covered } = body;
      const computed = digest('sha256', `${before}${canonicalize(covered)}`);
      const id = `${chain}#${sequence}`;
      if (body['sequence'] !== sequence || body['prevHash'] !== before || hash !== computed)
        return watch.break('P7 append-only', `${id} does not fit`);
      // What begins the installation's chain is written before anybody looks on.
      const seen = written.get(id) ?? (id === 'INSTALLATION#1' ? hash : undefined);
      if (seen !== hash) return watch.break('P7 append-only', `${id} is not what was written`);
      written.delete(id);
      before = computed;
    }
    if (head.sequence !== sequence || head.headHash !== before)
      return watch.break('P7 append-only', `the head of ${chain} does not end its chain`);
  }
  const [lost] = written.keys();
  if (lost !== undefined) watch.break('P7 append-only', `${lost} is gone`);
}
