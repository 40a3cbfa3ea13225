import type { LineageAnswer } from '../../api/answers/lineage-answer';
import { routes } from '../../api/routes';
import type { KeyId } from '../../model/ids';
import type { CliContext } from '../cli-context';

/** A key's whole lineage, page by page; head and versions are those of the last page. */
export async function readLineage(cli: CliContext, keyId: KeyId): Promise<Omit<LineageAnswer, 'next'>> {
  const entries: LineageAnswer['entries'] = [];
  let from: string | undefined;
  for (;;) {
    const { next, ...page } = await cli.api.call(routes.lineage, { key: keyId, query: { from } });
    entries.push(...page.entries);
    if (next === undefined) return { ...page, entries };
    from = next;
    cli.output.progress(`read ${entries.length} of ${page.head.sequence} entries`);
  }
}
