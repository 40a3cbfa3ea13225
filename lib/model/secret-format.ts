import type { SecretSpec } from './manifest/manifest';
import { RekeyError } from './rekey-error';
import { SecretValue } from './secret-value';

/** What a credential consists of, by the issuer's own field names: `{token}`, `{accessKeyId, secretAccessKey}`. */
export type Material = Record<string, SecretValue>;

/** The text that a secret of Rekey's holds before the first value. */
export function placeholderFor(spec: SecretSpec): SecretValue {
  return new SecretValue(spec.format === 'json' ? '{}' : 'rekey:not-issued');
}

/** The secret's next content: the credential in its place, other fields of a JSON secret as they were. @throws RekeyError `refused` when the present content is no JSON object */
export function writeMaterial(spec: SecretSpec, present: SecretValue | undefined, material: Material): SecretValue {
  const fields = Object.entries(material);
  if (spec.format === 'text') return fields[0]?.[1] ?? new SecretValue('');
  const others = present === undefined ? {} : parseObject(spec, present);
  const ours = fields.map(([name, value]) => [nameOf(spec, name, fields.length), value.reveal()] as const);
  return new SecretValue(JSON.stringify({ ...others, ...Object.fromEntries(ours) }));
}

/** The credential in a secret's content; undefined when a field of it is missing (a placeholder, or somebody else's text). */
export function readMaterial(spec: SecretSpec, content: SecretValue, fields: readonly string[]): Material | undefined {
  if (spec.format === 'text') return { [fields[0] ?? 'value']: content };
  let object: Record<string, unknown>;
  try {
    object = parseObject(spec, content);
  } catch {
    return undefined;
  }
  const material: Material = {};
  for (const field of fields) {
    const value = object[nameOf(spec, field, fields.length)];
    if (typeof value !== 'string') return undefined;
    material[field] = new SecretValue(value);
  }
  return material;
}

function nameOf(spec: SecretSpec, field: string, count: number): string {
  return count === 1 && spec.field !== undefined ? spec.field : field;
}

function parseObject(spec: SecretSpec, content: SecretValue): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(content.reveal());
  } catch {
    parsed = undefined; // the parser's own message quotes the text
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new RekeyError('refused', `secret ${spec.name} holds no JSON object: use "format: text", or make it one`);
  }
  return parsed as Record<string, unknown>;
}
