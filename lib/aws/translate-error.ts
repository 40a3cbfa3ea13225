import { RekeyError, type ErrorCode } from '../model/rekey-error';

/** Names of exceptions, of all services used, by what they mean to Rekey. */
const codes: Record<string, ErrorCode> = {
  AccessDeniedException: 'misconfigured',
  AccessDenied: 'misconfigured',
  UnrecognizedClientException: 'misconfigured',
  InvalidClientTokenId: 'misconfigured',
  ExpiredTokenException: 'misconfigured',
  DecryptionFailure: 'misconfigured',
  EncryptionFailure: 'misconfigured',
  DisabledException: 'misconfigured',
  ResourceNotFoundException: 'not_found',
  NotFoundException: 'misconfigured',
  ParameterNotFound: 'misconfigured',
  QueueDoesNotExist: 'misconfigured',
  ResourceExistsException: 'conflict',
  InvalidRequestException: 'refused',
  LimitExceededException: 'refused',
  InvalidParameterException: 'bad_input',
  ValidationException: 'internal',
  TransactionConflictException: 'contended',
  TransactionInProgressException: 'contended',
};

/** The name AWS gave an error; its class name where it came from elsewhere. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

/**
 * What an SDK call failed with, as the one error of Rekey; what is not known to be permanent can be tried again. The SDK's error is
 * left behind: it holds the response, and a message that may quote the request.
 */
export function translateError(error: unknown, what: string): RekeyError {
  if (error instanceof RekeyError) return error;
  const name = errorName(error);
  const requestId = (error as { $metadata?: { requestId?: string } }).$metadata?.requestId;
  // A denial names principal, action and resource, and nothing of the request; who is to mend it needs them.
  const denied = name.startsWith('AccessDenied') && error instanceof Error ? ` (${error.message.slice(0, 500)})` : '';
  const told = `${name}${denied}${requestId === undefined ? '' : `, request ${requestId}`}`;
  return new RekeyError(codes[name] ?? 'unavailable', `${what} failed: ${told}`);
}
