import type { ErrorCode, Problem } from '../model/rekey-error';
import { type ExitCode, exitCode } from './exit-code';

/** Reasons for which a command ends: the API's, and those of this side. */
export type CliErrorCode = ErrorCode | 'usage' | 'credentials' | 'forbidden' | 'unreachable' | 'declined';

/** A problem, with its place in a file where it has one. */
export interface PlacedProblem extends Problem {
  file?: string;
  /** 1 for the first line. */
  line?: number;
}

/** The one error of the command line: a code, one line of text, and how the process ends. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly problems: readonly PlacedProblem[];
  /** The server's clock in milliseconds since 1970, when the refusal came from one. */
  readonly serverTime: number | undefined;

  constructor(
    readonly code: CliErrorCode,
    message: string,
    options: { problems?: readonly PlacedProblem[]; serverTime?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.problems = options.problems ?? [];
    this.serverTime = options.serverTime;
  }

  /** How a process that ends with this error exits. */
  get exitCode(): ExitCode {
    return exits[this.code];
  }
}

const exits: Record<CliErrorCode, ExitCode> = {
  usage: exitCode.yours,
  credentials: exitCode.yours,
  forbidden: exitCode.yours,
  bad_input: exitCode.yours,
  refused: exitCode.yours,
  not_found: exitCode.yours,
  conflict: exitCode.yours,
  // The address is the user's word; what is behind a right address answers.
  unreachable: exitCode.yours,
  declined: exitCode.declined,
  misconfigured: exitCode.ours,
  unavailable: exitCode.ours,
  contended: exitCode.ours,
  lease_lost: exitCode.ours,
  corrupt: exitCode.ours,
  internal: exitCode.ours,
};
