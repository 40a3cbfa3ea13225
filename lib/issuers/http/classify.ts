import type { IssuerErrorKind } from '../../ports/issuer-error';
import { extract } from './extract';
import type { ErrorRule, OperationName } from './operation-schema';

/** What a status that does not mean success asks for. `asAdmin`: the admin credential was sent, not the key. */
export function classify(operation: OperationName, status: number, asAdmin: boolean): IssuerErrorKind {
  if (status === 429) return 'throttled';
  const gives = givesValue(operation);
  // After a mint or a roll an unclear answer may hide a value; after anything else, asking again is harmless.
  if (status >= 500 || status === 408) return gives ? 'ambiguous' : 'unavailable';
  if (status >= 200 && status < 300) return gives ? 'ambiguous' : 'fatal';
  if (status === 401) return asAdmin ? 'rejected' : 'fatal';
  if (status === 403) return asAdmin ? 'forbidden' : 'fatal';
  if (status === 404) return asAdmin ? 'not_found' : 'fatal';
  if (status === 400 || status === 422) return operation === 'mint' ? 'invalid_grant' : 'fatal';
  // Among them redirects: to follow one would carry the credential elsewhere.
  return 'fatal';
}

/** Whether an operation's answer holds a value, which is lost with it. */
export function givesValue(operation: OperationName): boolean {
  return operation === 'mint' || operation === 'roll';
}

/** The kind that the catalogue's first fitting rule gives to an answer; undefined when none fits. */
export function ruledKind(
  rules: readonly ErrorRule[],
  operation: OperationName,
  status: number,
  json: unknown,
): IssuerErrorKind | undefined {
  return rules.find(
    (rule) =>
      (rule.operation === undefined || rule.operation === operation) &&
      (rule.status === undefined || rule.status === status) &&
      (rule.when === undefined || holds(extract(rule.when, json))),
  )?.kind;
}

function holds(found: unknown): boolean {
  if (found === undefined || found === false || found === '') return false;
  return typeof found !== 'object' || Object.keys(found as object).length > 0;
}
