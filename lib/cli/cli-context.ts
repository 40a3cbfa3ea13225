import type { ApiClient } from './api/api-client';
import type { CliWorld } from './cli-world';
import type { ExitCode } from './exit-code';
import type { Output } from './output/output';

/** What a command has at hand. */
export interface CliContext {
  world: CliWorld;
  api: ApiClient;
  output: Output;
  /** Asks before something that cannot be taken back; returns when the answer is yes, or `--yes` gave it. @throws CliError `declined` */
  confirm(question: string): Promise<void>;
}

/** Runs a command's action with its context and keeps the exit code; 0 when the action returns none. */
export type Perform = (action: (cli: CliContext) => Promise<ExitCode | void>) => Promise<void>;
