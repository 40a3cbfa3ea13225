import { closest } from 'fastest-levenshtein';
import { z } from 'zod';
import type { Problem } from '../rekey-error';

type Path = readonly PropertyKey[];

/** What is wrong with an input, one problem a field: missing ones with what to write, unknown ones with the nearest known. */
export function manifestInputProblems(schema: z.ZodType, input: unknown, error: z.ZodError): Problem[] {
  return error.issues.flatMap((issue): Problem[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: fieldOf([...issue.path, key]),
        message: unknownField(key, knownFields(schema, issue.path)),
      }));
    }
    const value = valueAt(input, issue.path);
    const missing = issue.path.length > 0 && value === undefined;
    const name = String(issue.path.at(-1) ?? '');
    const own = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
    return [{ field: fieldOf(issue.path), message: messageOf(own, name, { missing, unsaid: isUnsaid(value) }) }];
  });
}

/** What `rekey discover` writes where a person has to say something. */
function isUnsaid(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '?';
}

function messageOf(own: string, name: string, { missing, unsaid }: { missing: boolean; unsaid: boolean }): string {
  if (missing) return `is missing: ${remedies[name] ?? `add "${name}"`}`;
  return unsaid ? `is still "?": ${remedies[name] ?? 'write what belongs there'}` : own;
}

/** The dotted text of a path: `grant[0].because`. */
export function fieldOf(path: Path): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`))
    .join('');
}

const remedies: Record<string, string> = {
  name: 'name it',
  refresh: 'say how often it reads the secret again, as in "refresh: 5m"',
  owner: 'say who answers for the key, as in "owner: ana@example.com"',
  purpose: 'say in one line what the key is for',
  issuer: 'name the issuer that mints it, as in "issuer: unleash"',
  secret: 'say where the value goes, as in "secret: {name: shop/checkout-flags, field: token}"',
  grant: 'say what the key may do and why, or "grant: []" with "unrestricted: true"',
  allow: "say what the key may do, in the issuer's own words",
  because: 'say why the key needs this; a grant without a reason is refused',
  consumers: 'say who uses the key and how soon it takes a new value, as in "consumers: [{name: web, refresh: 5m}]"',
  maxAge: 'say how old a version may become, as in "maxAge: 30d"',
  overlap: 'say how long the old version lives on, as in "overlap: 25h"',
  acceptGap: 'say why consumers may be refused for a while at each rotation',
  expiry: 'say what happens at maxAge: "expiry: revoke" or "expiry: alert"',
};

function unknownField(key: string, known: readonly string[]): string {
  if (known.length === 0) return 'is unknown: drop it';
  return `is unknown: did you mean "${closest(key, known)}"? (known: ${known.join(', ')})`;
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    input,
  );
}

/** The field names that the schema knows at a path, read from its JSON Schema. */
function knownFields(schema: z.ZodType, path: Path): string[] {
  const start = z.toJSONSchema(schema, { io: 'input', reused: 'inline', unrepresentable: 'any' });
  const node = path.reduce<z.core.JSONSchema.BaseSchema | undefined>((at, part) => {
    const next = typeof part === 'number' ? at?.items : (at?.properties?.[String(part)] ?? at?.additionalProperties);
    return typeof next === 'object' && !Array.isArray(next) ? next : undefined;
  }, start);
  return Object.keys(node?.properties ?? {});
}
