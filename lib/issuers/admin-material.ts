import type { Material } from '../model/secret-format';
import { SecretValue } from '../model/secret-value';

/** The admin credential in a secret's content: the texts of a JSON object by name, or the bare text as `token`. */
export function adminMaterial(content: SecretValue): Material {
  const fields = parseObject(content.reveal());
  if (fields === undefined) return { token: new SecretValue(content.reveal().trim()) };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, new SecretValue(value)] as const] : [],
    ),
  );
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // a bare text; the parser's message quotes it
  }
}
