import type { Material } from '../../model/secret-format';
import { SecretValue } from '../../model/secret-value';
import { extractText } from './extract';

/** The parts of a value, where an answer has them; undefined: it lacks one. */
export function readValue(fields: Readonly<Record<string, string>>, found: unknown): Material | undefined {
  const material: Material = {};
  for (const [field, expression] of Object.entries(fields)) {
    const value = extractText(expression, found);
    if (value === undefined) return undefined;
    material[field] = new SecretValue(value);
  }
  return material;
}
