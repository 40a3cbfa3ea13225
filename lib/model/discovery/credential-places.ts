import type { SecretSpec } from '../manifest/manifest';
import type { Material } from '../secret-format';
import { SecretValue } from '../secret-value';

/** A place in a secret's content that holds a credential of an issuer's form. */
export interface CredentialPlace extends Pick<SecretSpec, 'format' | 'field'> {
  material: Material;
}

/** Fields of one JSON secret that are looked at. */
const fieldsTaken = 100;

/**
 * Where in a secret's content credentials may stand: the text itself, each text field of a JSON object, or the issuer's own fields
 * together. Only what has, as a whole, the form of the issuer's values is among them: the values of others are shown to no issuer.
 */
export function credentialPlaces(
  content: SecretValue,
  issuer: { fields: readonly [string, ...string[]]; patterns: readonly { regex: string }[] },
): CredentialPlace[] {
  const forms = issuer.patterns.map(({ regex }) => new RegExp(`^(?:${regex})$`));
  const hasForm = (text: unknown): text is string => typeof text === 'string' && forms.some((form) => form.test(text));
  const { fields } = issuer;
  const object = objectIn(content);
  if (object === undefined) {
    const bare = content.reveal();
    // A bare text has one part.
    return fields.length === 1 && hasForm(bare) ? [{ format: 'text', material: materialOf([[fields[0], bare]]) }] : [];
  }
  if (fields.length > 1) {
    const parts = fields.map((name) => [name, object[name]] as const);
    const whole = parts.filter((part): part is [string, string] => hasForm(part[1]));
    return whole.length === fields.length ? [{ format: 'json', material: materialOf(whole) }] : [];
  }
  return Object.entries(object)
    .slice(0, fieldsTaken)
    .flatMap(([field, text]): CredentialPlace[] =>
      hasForm(text) ? [{ format: 'json', field, material: materialOf([[fields[0], text]]) }] : [],
    );
}

function materialOf(parts: readonly (readonly [string, string])[]): Material {
  return Object.fromEntries(parts.map(([name, text]) => [name, new SecretValue(text)]));
}

function objectIn(content: SecretValue): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(content.reveal());
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined; // a bare text; the parser's own message quotes it
  }
}
