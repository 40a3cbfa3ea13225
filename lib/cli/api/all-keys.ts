import type { KeySummary } from '../../api/answers/key-summary-answer';
import { routes } from '../../api/routes';
import type { CliContext } from '../cli-context';

/** Every key of the installation, or of one owner, page by page, in order of id. */
export async function allKeys(cli: CliContext, owner?: string): Promise<KeySummary[]> {
  const keys: KeySummary[] = [];
  let next: string | undefined;
  do {
    const page = await cli.api.call(routes.listKeys, { query: { owner, next } });
    keys.push(...page.keys);
    next = page.next;
    if (next !== undefined) cli.output.progress(`read ${keys.length} keys`);
  } while (next !== undefined);
  return keys.toSorted((a, b) => a.keyId.localeCompare(b.keyId));
}
