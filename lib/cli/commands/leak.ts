import { Command, Option } from 'commander';
import type { LeakReportAnswer, LeakReportRequest } from '../../api/leak-report-request';
import { routes } from '../../api/routes';
import type { Exposure } from '../../model/leaks/leak-report';
import type { CliContext, Perform } from '../cli-context';
import { CliError } from '../cli-error';
import { splitReport } from '../split-report';

interface ReportOptions {
  source: 'value' | 'secretlint';
  exposure: Exposure;
}

/** `rekey leak report [FILE|-]`: reports a leaked value, or a scanner's report; a value is never an argument. */
export function leakCommand(perform: Perform): Command {
  const leak = new Command('leak').description('Report leaks.');
  leak
    .command('report')
    .description('Report a leaked value, from standard input or a file, or what secretlint found.')
    .argument('[file]', 'file to read; "-" is standard input', '-')
    .addOption(new Option('--source <source>', 'what the input is').choices(['value', 'secretlint']).default('value'))
    .addOption(
      new Option('--exposure <exposure>', 'where it was seen, by your word; public kills without overlap')
        .choices(['public', 'private', 'unknown'])
        .default('unknown'),
    )
    .action((file: string, options: ReportOptions) =>
      perform(async (cli) => {
        if (options.exposure === 'public') {
          await cli.confirm('Reported as public, a living version is revoked at once, without overlap. Go on?');
        }
        const reports = await send(cli, requestsOf(await inputOf(cli, file), options));
        const findings = reports.reduce((sum, report) => sum + report.findings, 0);
        cli.output.result({ reports, findings }, () => accepted(reports, findings));
      }),
    );
  return leak;
}

async function inputOf({ world, output }: CliContext, file: string): Promise<string> {
  if (file !== '-') {
    return world.readFile(file).catch((cause: unknown) => {
      throw new CliError('usage', `${file} cannot be read: is it there?`, { cause });
    });
  }
  if (world.terminal.inputIsTerminal) output.note('Paste it, then press Enter and Ctrl-D.');
  return world.terminal.readInput();
}

function requestsOf(input: string, { source, exposure }: ReportOptions): LeakReportRequest[] {
  if (input.trim() === '') throw new CliError('usage', 'there is nothing to report: the input is empty');
  if (source === 'secretlint') return splitReport(input).map((report) => ({ source, exposure, report }));
  if (input.length > 65_536) {
    throw new CliError('usage', 'this is too long for one value: report a file\'s findings with "--source secretlint"');
  }
  return [{ source, exposure, value: input }];
}

async function send(cli: CliContext, requests: LeakReportRequest[]): Promise<LeakReportAnswer[]> {
  const reports: LeakReportAnswer[] = [];
  for (const body of requests) {
    reports.push(await cli.api.call(routes.reportLeak, { body }));
    if (requests.length > 1) cli.output.progress(`sent ${reports.length} of ${requests.length} parts`);
  }
  return reports;
}

function accepted(reports: LeakReportAnswer[], findings: number): string {
  const ids = reports.map((report) => `  report ${report.reportId}`).join('\n');
  const what = findings === 1 ? 'one finding' : `${findings} findings`;
  return `Accepted, with ${what} to look up: see "rekey incident list".${ids === '' ? '' : `\n${ids}`}`;
}
