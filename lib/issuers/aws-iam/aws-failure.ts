import { IssuerError, type IssuerErrorKind } from '../../ports/issuer-error';

/** Error codes of IAM and STS by what to do about them; https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
const kinds: Readonly<Record<string, IssuerErrorKind>> = {
  InvalidClientTokenId: 'rejected',
  UnrecognizedClientException: 'rejected',
  ExpiredToken: 'rejected',
  ExpiredTokenException: 'rejected',
  SignatureDoesNotMatch: 'rejected',
  AccessDenied: 'forbidden',
  AccessDeniedException: 'forbidden',
  OptInRequired: 'forbidden',
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  RequestLimitExceeded: 'throttled',
  TooManyRequestsException: 'throttled',
  LimitExceeded: 'quota',
  LimitExceededException: 'quota',
  NoSuchEntity: 'not_found',
  NoSuchEntityException: 'not_found',
  EntityTemporarilyUnmodifiable: 'unavailable',
  EntityTemporarilyUnmodifiableException: 'unavailable',
  ConcurrentModification: 'unavailable',
  ConcurrentModificationException: 'unavailable',
  ValidationError: 'invalid_grant',
  MalformedPolicyDocument: 'invalid_grant',
};

/** Nothing was sent: no connection, or no credential to sign with. */
const notSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** The code that AWS gave an error, or the name of its class. */
export function failureName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

/** An SDK error as the one error of the port. With `mints`, what may have been done all the same is `ambiguous`. The SDK's own error stays behind: it holds the answer. */
export function awsFailure(error: unknown, of: { issuer: string; operation: string; mints?: boolean }): IssuerError {
  if (error instanceof IssuerError) return error;
  const name = failureName(error);
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  const kind = kindOf(error, name, status, of.mints === true);
  const details = { operation: of.operation, ...(status === undefined ? {} : { status }) };
  return new IssuerError(kind, `${of.issuer}: ${of.operation}: ${name}`, details);
}

function kindOf(error: unknown, name: string, status: number | undefined, mints: boolean): IssuerErrorKind {
  const known = kinds[name];
  if (known !== undefined) return known;
  const answered = status !== undefined && status >= 400 && status < 500;
  if (answered) return 'fatal';
  const { code } = error as { code?: string };
  if (name === 'CredentialsProviderError' || (code !== undefined && notSent.has(code))) return 'unavailable';
  // A failure of theirs, a cut connection, or an answer that could not be read.
  return mints ? 'ambiguous' : 'unavailable';
}
