import { type ErrorCode, RekeyError } from '../../model/rekey-error';
import type { ErrorAnswer } from '../answers/error-answer';
import { RefusedRequest } from './refused-request';

const statuses: Record<ErrorCode, number> = {
  bad_input: 400,
  not_found: 404,
  conflict: 409,
  refused: 422,
  lease_lost: 409,
  contended: 503,
  unavailable: 503,
  misconfigured: 500,
  corrupt: 500,
  internal: 500,
};

/** The answer to a failure: what Rekey said of it, or, for what it did not foresee, no detail at all. */
export function errorAnswerOf(error: unknown): { status: number; body: ErrorAnswer } {
  if (error instanceof RefusedRequest) {
    const code = error.status === 404 ? 'not_found' : 'bad_input';
    return { status: error.status, body: { error: { code, message: error.message, problems: [] } } };
  }
  if (error instanceof RekeyError) {
    const { code, message, problems } = error;
    return { status: statuses[code], body: { error: { code, message, problems: [...problems] } } };
  }
  const message = 'something went wrong here: the log of the function says what';
  return { status: 500, body: { error: { code: 'internal', message, problems: [] } } };
}
