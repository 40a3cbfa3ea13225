import type { Grant } from '../../ports/issuer';
import type { GrantField, GrantSpec } from './grant-schema';

/** The canonical form of a grant as the issuer states it: fields in the catalogue's order, lists sorted, words translated; what is not understood stays as it is, so that it differs. */
export function canonicalGrant(spec: GrantSpec, stated: Readonly<Record<string, unknown>>): Grant {
  const grant: Grant = {};
  for (const [name, field] of Object.entries(spec.fields)) {
    const value = stated[name];
    if (value !== undefined) grant[name] = canonicalValue(field, value);
  }
  return grant;
}

function canonicalValue(field: GrantField, value: unknown): unknown {
  if (field.type === 'text') {
    return typeof value === 'string' && Object.hasOwn(field.same, value) ? field.same[value] : value;
  }
  if (!Array.isArray(value)) return value;
  if (field.all !== undefined && value.includes(field.all)) return [field.all];
  const byText = new Map(value.map((member) => [JSON.stringify(member), member as unknown]));
  return [...byText.keys()].toSorted(byCodeUnit).map((text) => byText.get(text));
}

function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
