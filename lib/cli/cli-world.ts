import type { LocalStage } from './local-stage';

/** Credentials of the caller, for signing. */
export interface CallerCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** The terminal, or what stands for it. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Everything on standard input, as UTF-8. */
  readInput(): Promise<string>;
  /** One line typed in answer to a question, which is shown on standard error. */
  ask(question: string): Promise<string>;
  readonly inputIsTerminal: boolean;
  readonly outputIsTerminal: boolean;
  readonly errorIsTerminal: boolean;
}

/** What the command line needs of the machine it runs on. */
export interface CliWorld {
  terminal: Terminal;
  env: Readonly<Record<string, string | undefined>>;
  /** @throws an error with `code` ENOENT when there is no such file */
  readFile(path: string): Promise<string>;
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  credentials(): Promise<CallerCredentials>;
  randomId(): string;
  local: LocalStage;
}
