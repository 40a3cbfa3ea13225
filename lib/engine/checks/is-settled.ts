import { IssuerError } from '../../ports';

/** Refusals to answer that pass by themselves. */
const passing: ReadonlySet<string> = new Set(['throttled', 'unavailable', 'ambiguous']);

/** Whether an error is an issuer's answer that a moment later would be the same. Where it is not, the whole look is made again later. */
export function isSettled(error: unknown): error is IssuerError {
  return error instanceof IssuerError && !passing.has(error.kind);
}
