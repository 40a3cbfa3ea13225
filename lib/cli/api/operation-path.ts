import type { Route } from '../../api/route';

/** Path and query of an operation. A key keeps its "/": the route takes all that is left of the path. */
export function operationPath(
  route: Route,
  parameters: Readonly<Record<string, string>>,
  query: Readonly<Record<string, string | undefined>> = {},
): { path: string; query: Record<string, string> } {
  const path = route.path.replaceAll(/\{(\w+)\+?\}/g, (_, name: string) =>
    (parameters[name] ?? '').split('/').map(encodeURIComponent).join('/'),
  );
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return { path, query: Object.fromEntries(given) };
}
