/** The closed list of reasons for which Rekey refuses or gives up; callers switch on these, never on the message. */
export const errorCodes = [
  'bad_input',
  'not_found',
  'conflict',
  'refused',
  'misconfigured',
  'unavailable',
  'lease_lost',
  'contended',
  'corrupt',
  'internal',
] as const;

/** One of {@link errorCodes}. */
export type ErrorCode = (typeof errorCodes)[number];

/** One thing that is wrong with an input: where it stands, what is wrong, what to do. */
export interface Problem {
  /** Dotted path of the field, `secret.name`; empty for the whole. */
  field: string;
  message: string;
}

/** The one error that Rekey throws: a closed code, whether trying again can help, and what is wrong in one line. */
export class RekeyError extends Error {
  override readonly name = 'RekeyError';
  readonly retryable: boolean;
  readonly problems: readonly Problem[];

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: { retryable?: boolean; cause?: unknown; problems?: readonly Problem[] } = {},
  ) {
    super(message, { cause: options.cause });
    this.retryable = options.retryable ?? (code === 'unavailable' || code === 'contended');
    this.problems = options.problems ?? [];
  }
}
