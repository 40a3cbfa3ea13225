import { IssuerError } from '../../ports/issuer-error';
import { evaluate, type Scope } from './evaluate';
import { parseTemplate } from './template';

/** A template as text; an absent optional expression is empty. @throws IssuerError `fatal` when a value is missing or no scalar */
export function fillText(template: string, scope: Scope, encode: (text: string) => string = (text) => text): string {
  return parseTemplate(template)
    .map((part) => (typeof part === 'string' ? part : encode(scalar(evaluate(part, scope)))))
    .join('');
}

/** A template as JSON: a text that is exactly one expression becomes its value, whatever its type; members that turn out absent are left out. @throws IssuerError as {@link fillText} */
export function fillJson(template: unknown, scope: Scope): unknown {
  if (typeof template === 'string') {
    const [only, ...others] = parseTemplate(template);
    if (typeof only === 'object' && others.length === 0) return evaluate(only, scope);
    return fillText(template, scope);
  }
  if (Array.isArray(template)) {
    return template.map((part) => fillJson(part, scope)).filter((value) => value !== undefined);
  }
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, part]) => [name, fillJson(part, scope)]));
}

function scalar(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new IssuerError('fatal', 'a list or an object cannot stand inside a text');
}
