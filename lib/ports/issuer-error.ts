/** What to do next about an issuer's refusal. */
export const issuerErrorKinds = [
  /** 429: wait */
  'throttled',
  /** nothing was done: not reached, or it said so */
  'unavailable',
  /** sent, no answer that tells: search before any further try */
  'ambiguous',
  /** the admin credential is refused: stop and page */
  'rejected',
  /** the admin credential may not do this: page */
  'forbidden',
  /** no further credential fits */
  'quota',
  /** the label is taken: search */
  'label_conflict',
  /** the issuer does not know such a grant: a configuration error */
  'invalid_grant',
  /** the issuer's own policy refuses, for example without an expiry */
  'policy',
  'not_found',
  'unsupported',
  /** an answer that is not understood */
  'fatal',
] as const;

/** One of {@link issuerErrorKinds}. */
export type IssuerErrorKind = (typeof issuerErrorKinds)[number];

/** The one error of the issuer port. It never holds a body, which may contain a value. */
export class IssuerError extends Error {
  override readonly name = 'IssuerError';

  constructor(
    readonly kind: IssuerErrorKind,
    message: string,
    readonly details: { status?: number; retryAfterSeconds?: number; operation?: string } = {},
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
  }
}
