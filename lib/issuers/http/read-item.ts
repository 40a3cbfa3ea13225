import { type Instant, instantOf } from '../../model/instant';
import type { FoundKey, Grant } from '../../ports/issuer';
import { canonicalGrant } from './canonical-grant';
import type { Catalogue } from './catalogue-schema';
import { extract, extractText } from './extract';

/** A credential as an answer shows it. `id` may be the value itself: it leaves this folder only as `ref.id`, and only where it is not. */
export interface Item extends Omit<FoundKey, 'ref'> {
  id: string;
  label: string;
}

/** Reads one credential; undefined when the answer names none. `now` tells an expired one. */
export function readItem(catalogue: Catalogue, raw: unknown, now: Instant): Item | undefined {
  const { item } = catalogue;
  const id = extractText(item.id, raw);
  if (id === undefined) return undefined;
  const expiresAt = instantAt(item.expiresAt, raw);
  const createdBy = item.createdBy === undefined ? undefined : extractText(item.createdBy, raw);
  const word = item.state === undefined ? undefined : extractText(item.state, raw);
  const said = word !== undefined && Object.hasOwn(item.states, word) ? item.states[word] : undefined;
  return {
    id,
    label: (item.label !== undefined && extractText(item.label, raw)) || '',
    state: said ?? (expiresAt !== undefined && expiresAt <= now ? 'expired' : 'active'),
    createdAt: instantAt(item.createdAt, raw),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    lastUsedAt: instantAt(item.lastUsedAt, raw),
    ...(createdBy === undefined ? {} : { createdBy }),
    grant: item.grant && readGrant(catalogue, item.grant, raw),
  };
}

/** The grant as an answer states it, in canonical form; undefined when the answer has no trace of one. */
export function readGrant(catalogue: Catalogue, fields: Record<string, string>, raw: unknown): Grant | undefined {
  const stated = Object.entries(fields).map(([name, expression]) => [name, extract(expression, raw)] as const);
  if (stated.every(([, value]) => value === undefined)) return undefined;
  return canonicalGrant(catalogue.grant, Object.fromEntries(stated));
}

function instantAt(expression: string | undefined, raw: unknown): Instant | undefined {
  const found = expression === undefined ? undefined : extract(expression, raw);
  // Numbers below this are seconds since 1970, as many issuers give them; in milliseconds they would be before 1973.
  const epochMs = typeof found === 'number' ? (found < 1e11 ? found * 1000 : found) : Date.parse(String(found));
  return Math.abs(epochMs) < 253_402_300_800_000 ? instantOf(epochMs) : undefined;
}
