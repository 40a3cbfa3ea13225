import { forAnyKeys, type Level, levels, routeLevels } from '../../api/route-levels';
import type { Route } from '../../api/route';
import { routes } from '../../api/routes';
import { keyPatternSchema } from '../../model/manifest/key-pattern';

/** A version id of Rekey's is a UUID: as many characters, so that `*` in its place cannot take in a part of the key's id. */
const anyVersion = '?'.repeat(36);

/** Resources of `execute-api:Invoke`, from the method on, for a level and all below it; `keys` limits them to some keys. @throws Error for a pattern that is none */
export function operatorResources(level: Level, keys?: readonly string[]): string[] {
  if (keys?.length === 0) throw new Error('keys: names no key: leave it out for all keys');
  const wrong = keys?.find((pattern) => !keyPatternSchema.safeParse(pattern).success);
  if (wrong !== undefined) {
    // "shop*" would take in "shopping/..." too.
    throw new Error(`keys: "${wrong}" is no key and no folder of keys: write "shop/checkout" or "shop/*"`);
  }
  const given = levels.slice(0, levels.indexOf(level) + 1);
  const names = Object.keys(routeLevels) as (keyof typeof routeLevels)[];
  return names
    .filter((name) => given.includes(routeLevels[name]))
    .filter((name) => keys === undefined || hasKey(routes[name]) || forAnyKeys.includes(name))
    .flatMap((name) => (hasKey(routes[name]) ? (keys ?? ['*']) : ['']).map((key) => resourceOf(routes[name], key)))
    .toSorted();
}

function hasKey({ path }: Pick<Route, 'path'>): boolean {
  return path.endsWith('/{key+}');
}

function resourceOf({ method, path }: Pick<Route, 'method' | 'path'>, key: string): string {
  const ofKey = path.replace('{key+}', key).replace('{version}', anyVersion);
  return `${method}${ofKey.replace('{queue}', '*').replace('{issuer}', '*')}`;
}
