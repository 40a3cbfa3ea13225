import { SecretValue } from '../../model/secret-value';
import { IssuerError } from '../../ports/issuer-error';
import type { Expression } from './template';

/** What templates can refer to: `label`, `grant`, `expiresAt`, `ref`, `key`, `admin`, `config`. */
export type Scope = Readonly<Record<string, unknown>>;

/** The value of an expression; undefined only when it may be absent. Values are never templates themselves. @throws IssuerError `fatal` when what it needs is not there */
export function evaluate(expression: Expression, scope: Scope): unknown {
  let value: unknown = scope;
  for (const name of expression.path) {
    const holds = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
    value = holds ? (value as Scope)[name] : undefined;
  }
  if (value === undefined || value === null) {
    if (expression.optional) return undefined;
    throw new IssuerError('fatal', `the request needs ${expression.path.join('.')}, which is not there`);
  }
  if (value instanceof SecretValue) return value.reveal();
  if (expression.filter === undefined) return value;
  const epochMs = Date.parse(typeof value === 'string' ? value : '');
  if (Number.isNaN(epochMs)) throw new IssuerError('fatal', `${expression.path.join('.')} is not an instant`);
  return expression.filter === 'date' ? new Date(epochMs).toISOString().slice(0, 10) : Math.floor(epochMs / 1000);
}
