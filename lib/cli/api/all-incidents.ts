import { routes } from '../../api/routes';
import type { Incident } from '../../model/leaks/incident';
import type { CliContext } from '../cli-context';

/** Every incident of a listing, page by page: of a month, of the last 12, or those that are held. */
export async function allIncidents(
  cli: CliContext,
  of: { month?: string | undefined; held?: 'true' },
): Promise<Incident[]> {
  const incidents: Incident[] = [];
  let next: string | undefined;
  do {
    const page = await cli.api.call(routes.listIncidents, { query: { ...of, next } });
    incidents.push(...page.incidents);
    next = page.next;
    if (next !== undefined) cli.output.progress(`read ${incidents.length} incidents`);
  } while (next !== undefined);
  return incidents;
}
