import { Command } from 'commander';
import { routes } from '../../api/routes';
import { apiChecks } from '../doctor/api-checks';
import type { Check } from '../doctor/check';
import { credentialsCheck } from '../doctor/credentials-check';
import { installationChecks } from '../doctor/installation-checks';
import type { Perform } from '../cli-context';
import { CliError } from '../cli-error';
import { exitCode } from '../exit-code';

/** `rekey doctor`: what is wrong with the way to the API, and with the installation behind it. */
export function doctorCommand(perform: Perform): Command {
  return new Command('doctor').description('Check credentials, the way to the API, and the installation.').action(() =>
    perform(async (cli) => {
      const credentials = await credentialsCheck(cli.api);
      const answered = credentials.ok
        ? await cli.api.exchange(routes.doctor).catch((error: unknown) => {
            if (error instanceof CliError) return error;
            throw error;
          })
        : undefined;
      const checks: Check[] = [credentials];
      if (answered !== undefined) checks.push(...apiChecks(answered, cli.world.now()));
      const installation = answered === undefined || answered instanceof CliError ? undefined : answered.answer;
      if (installation !== undefined) checks.push(...installationChecks(installation));

      cli.output.result({ ok: checks.every(({ ok }) => ok), checks, installation }, (paint) =>
        checks
          .map(({ ok, name, detail, remedy }) => {
            const line = `${ok ? paint.good('ok  ') : paint.bad('FAIL')}  ${paint.bold(name)}: ${paint.plain(detail)}`;
            return remedy === undefined ? line : `${line}\n      ${paint.warn(remedy)}`;
          })
          .join('\n'),
      );
      const failed = checks.filter(({ ok }) => !ok);
      if (failed.length === 0) return exitCode.done;
      return failed.some((check) => check.whose === 'ours') ? exitCode.ours : exitCode.yours;
    }),
  );
}
