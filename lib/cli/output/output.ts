import type { CliError } from '../cli-error';
import type { Paint } from './paint';

/** Where a command's result goes: one object for programs, or text for people. Progress and notes never mix with it. */
export interface Output {
  /** The one result of a command. */
  result(object: object, human: (paint: Paint) => string): void;
  error(error: CliError): void;
  /** How far a long piece of work is. */
  progress(text: string): void;
  /** Something to know beside the result. */
  note(text: string): void;
}
