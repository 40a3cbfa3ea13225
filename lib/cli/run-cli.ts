import { Command, CommanderError } from 'commander';
import { RekeyError } from '../model/rekey-error';
import { type ApiChoice, chosenApi } from './api/chosen-api';
import type { CliContext, Perform } from './cli-context';
import { CliError } from './cli-error';
import type { CliWorld } from './cli-world';
import { applyCommand } from './commands/apply';
import { backtestCommand } from './commands/backtest';
import { discoverCommand } from './commands/discover';
import { doctorCommand } from './commands/doctor';
import { exportCommand } from './commands/export';
import { identifyCommand } from './commands/identify';
import { incidentCommand } from './commands/incident';
import { leakCommand } from './commands/leak';
import { lineageCommand } from './commands/lineage';
import { listCommand } from './commands/list';
import { localCommand } from './commands/local';
import { pauseCommand } from './commands/pause';
import { planCommand } from './commands/plan';
import { recoverCommand } from './commands/recover';
import { releaseCommand } from './commands/release';
import { redriveCommand } from './commands/redrive';
import { resumeCommand } from './commands/resume';
import { revokeCommand } from './commands/revoke';
import { rollbackCommand } from './commands/rollback';
import { rotateCommand } from './commands/rotate';
import { showCommand } from './commands/show';
import { type PerformHere, verifyCommand } from './commands/verify';
import { confirmation } from './confirmation';
import { type ExitCode, exitCode } from './exit-code';
import { humanOutput } from './output/human-output';
import { jsonOutput } from './output/json-output';

interface GlobalOptions extends ApiChoice {
  json?: boolean;
  yes?: boolean;
}

/** Runs one command line (without interpreter and script) and says how the process should exit. Never throws. */
export async function runCli(args: readonly string[], world: CliWorld): Promise<ExitCode> {
  // Also when the arguments are not understood, a program gets its object.
  const output = args.includes('--json') ? jsonOutput(world) : humanOutput(world);
  const program = globalProgram(world);
  let exit: ExitCode = exitCode.done;
  const perform: Perform = async (action) => {
    const options = program.opts<GlobalOptions>();
    const api = await chosenApi(options, world);
    const context: CliContext = { world, api, output, confirm: confirmation(world.terminal, options.yes === true) };
    exit = (await action(context)) ?? exitCode.done;
  };
  const commands = [planCommand, applyCommand, listCommand, showCommand, rotateCommand, rollbackCommand, revokeCommand];
  const others = [
    pauseCommand,
    resumeCommand,
    releaseCommand,
    lineageCommand,
    exportCommand,
    leakCommand,
    identifyCommand,
    discoverCommand,
    backtestCommand,
    incidentCommand,
    redriveCommand,
    recoverCommand,
    doctorCommand,
  ];
  for (const command of [...commands, ...others]) program.addCommand(inherit(program, command(perform)));

  // What lies on this machine needs no address.
  const performHere: PerformHere = async (action) => {
    exit = await action({ world, output });
  };
  for (const command of [verifyCommand, localCommand]) program.addCommand(inherit(program, command(performHere)));

  try {
    await program.parseAsync([...args], { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCode.done; // --help
    const shown = cliErrorOf(error);
    output.error(shown);
    return shown.exitCode;
  }
}

function globalProgram({ terminal }: CliWorld): Command {
  return new Command('rekey')
    .description("The operator's command line of Rekey: every command is a signed call of the operator API.")
    .option('--json', 'one JSON object on standard output, and nothing else there')
    .option('--yes', 'do not ask')
    .option('--api <url>', 'address of the operator API (default: REKEY_API)')
    .option('--local', 'the operator API that "rekey local up" deployed from this folder')
    .option('--region <region>', 'region of the operator API (default: from its address, else AWS_REGION)')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      // A usage error is told once, by the output's own face.
      writeErr: () => undefined,
    })
    .exitOverride();
}

/** Commander hands settings down only to commands that it made itself. */
function inherit(parent: Command, command: Command): Command {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inherit(command, child);
  return command;
}

function cliErrorOf(error: unknown): CliError {
  if (error instanceof CliError) return error;
  // What `rekey local` cannot do for want of a tool or a setting is the user's to mend.
  if (error instanceof RekeyError) {
    const { code, message } = error;
    return new CliError(code === 'misconfigured' ? 'usage' : code, message, { cause: error });
  }
  if (error instanceof CommanderError) {
    const message = error.code === 'commander.help' ? 'which command? see "rekey --help"' : error.message;
    return new CliError('usage', message.replace(/^error: /, '').replaceAll(/\s+/g, ' '));
  }
  const message = error instanceof Error ? error.message : String(error);
  return new CliError('internal', `this is a defect of rekey: ${message}`, { cause: error });
}
