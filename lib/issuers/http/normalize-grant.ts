import type { Grant } from '../../ports/issuer';
import { canonicalGrant } from './canonical-grant';
import type { GrantField, GrantSpec } from './grant-schema';

/** The one grant that a manifest's entries declare together, and what keeps it from being one. */
export function normalizeGrant(
  spec: GrantSpec,
  allow: readonly Readonly<Record<string, unknown>>[],
): { grant: Grant; problems: string[] } {
  const problems = allow.flatMap((entry) => unknownFields(spec, entry));
  const merged: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(spec.fields)) {
    const values = allow.map((entry) => declared(name, field, entry, problems)).filter((value) => value !== undefined);
    if (values.length < allow.length && values.length > 0 && field.type === 'list') {
      problems.push(`${name}: some entries leave it out`);
    }
    if (values.length === 0) {
      if (field.required) problems.push(`${name}: is required`);
    } else if (field.type === 'list') {
      merged[name] = values.flat();
    } else {
      merged[name] = values[0];
      const words = new Set(values.filter(isText).map((value) => field.same[value] ?? value));
      if (words.size > 1)
        problems.push(`${name}: entries differ (${[...words].join(', ')}): one key has one, so make two keys`);
    }
  }
  return { grant: canonicalGrant(spec, merged), problems: [...new Set(problems)] };
}

function unknownFields(spec: GrantSpec, entry: Readonly<Record<string, unknown>>): string[] {
  const known = Object.entries(spec.fields).flatMap(([name, field]) =>
    field.type === 'list' && field.single !== undefined ? [name, field.single] : [name],
  );
  return Object.keys(entry)
    .filter((name) => !known.includes(name))
    .map((name) => `${name}: is unknown here; known are ${known.join(', ')}`);
}

function declared(
  name: string,
  field: GrantField,
  entry: Readonly<Record<string, unknown>>,
  problems: string[],
): unknown {
  const value = Object.hasOwn(entry, name) ? entry[name] : undefined;
  if (field.type === 'text') {
    if (value === undefined) return undefined;
    const problem = problemOfText(field, value);
    if (problem !== undefined) problems.push(`${name}: ${problem}`);
    return problem === undefined ? value : undefined;
  }
  const single = field.single !== undefined && Object.hasOwn(entry, field.single) ? entry[field.single] : undefined;
  if (single !== undefined && value !== undefined)
    problems.push(`${name}: stands beside ${field.single}; use one of them`);
  const members: unknown = value ?? (single === undefined ? undefined : [single]);
  if (members === undefined) return undefined;
  if (!Array.isArray(members) || members.length === 0 || !members.every((member) => isText(member))) {
    problems.push(`${name}: wants at least one name`);
    return undefined;
  }
  const refused = members.filter((member) => field.refuse.includes(member));
  if (refused.length > 0) problems.push(`${name}: ${refused.join(', ')} is refused`);
  return members;
}

function problemOfText(field: Extract<GrantField, { type: 'text' }>, value: unknown): string | undefined {
  if (!isText(value)) return 'wants a text';
  const known = [...(field.oneOf ?? []), ...Object.keys(field.same)];
  if (field.oneOf !== undefined && !known.includes(value)) return `"${value}" is none of ${known.join(', ')}`;
  return field.refuse.includes(value) ? `"${value}" is refused` : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
