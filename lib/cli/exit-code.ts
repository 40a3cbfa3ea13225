/** How a command line ends; docs/cli.md lists them. */
export const exitCode = {
  done: 0,
  /** Ours: Rekey, or the way to it, failed. */
  ours: 1,
  /** The user's to mend: an argument, a file, a permission, a policy. */
  yours: 2,
  /** A question was answered with no, or could not be asked. */
  declined: 3,
  /** `plan --exit-code`: something would change. */
  wouldChange: 4,
  /** A verification found what it looks for. */
  verificationFailed: 5,
  /** `identify`: what was looked for is nobody's here. */
  unknown: 6,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
