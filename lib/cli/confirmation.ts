import { CliError } from './cli-error';
import type { Terminal } from './cli-world';

/** How destructive commands ask. @throws CliError `declined` on any answer but yes, and where nobody can be asked */
export function confirmation(terminal: Terminal, yes: boolean): (question: string) => Promise<void> {
  return async (question) => {
    if (yes) return;
    if (!terminal.inputIsTerminal || !terminal.errorIsTerminal) {
      throw new CliError('declined', `${question} Nobody can be asked here: add --yes to go on`);
    }
    const answer = await terminal.ask(`${question} [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new CliError('declined', 'nothing was done');
  };
}
