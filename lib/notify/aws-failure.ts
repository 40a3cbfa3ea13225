import { RekeyError } from '../model/rekey-error';

/** Names of AWS errors that no second try mends. */
const lasting = new Set([
  'AccessDeniedException',
  'AuthorizationErrorException',
  'InvalidParameterException',
  'NotFoundException',
  'QueueDoesNotExist',
  'ResourceNotFoundException',
]);

/** An SDK's error as ours. It keeps the name alone: the SDK's own error carries the response. */
export function awsFailure(what: string, error: unknown): RekeyError {
  const name = error instanceof Error ? error.name : 'unknown error';
  return new RekeyError(lasting.has(name) ? 'misconfigured' : 'unavailable', `${what}: ${name}`);
}
