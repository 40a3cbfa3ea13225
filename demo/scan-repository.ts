import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { SecretValue } from '../lib/model/secret-value';
import type { ValuePattern } from '../lib/ports';

const run = promisify(execFile);

/** What secretlint said of a scratch git repository, as JSON; it holds the value, and is to be handed on and forgotten. */
export interface Scan {
  report: string;
  findings: number;
}

/** Plants a value in a committed file of a scratch git repository, and has secretlint look for the issuer's own patterns there. */
export async function scanRepository(planted: SecretValue, patterns: readonly ValuePattern[]): Promise<Scan> {
  const folder = await mkdtemp(join(tmpdir(), 'rekey-demo-repository-'));
  try {
    await mkdir(join(folder, 'src'));
    await writeFile(join(folder, 'src', 'flags.env'), `# copied for a quick test\nFLAGS_TOKEN="${planted.reveal()}"\n`);
    await run('git', ['init', '-q'], { cwd: folder });
    await run('git', ['add', '.'], { cwd: folder });
    const author = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', '-c', 'commit.gpgsign=false'];
    await run('git', [...author, 'commit', '-q', '-m', 'quick test'], { cwd: folder });
    await writeFile(join(folder, '.secretlintrc.json'), JSON.stringify(rules(patterns)));
    return await secretlint(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function rules(patterns: readonly ValuePattern[]): object {
  const ours = patterns.map(({ name, regex }) => ({ name, patterns: [`/${regex}/g`] }));
  return { rules: [{ id: '@secretlint/secretlint-rule-pattern', options: { patterns: ours } }] };
}

/** Its exit code is no signal (0 or 1 by the way it prints), so the report is. */
async function secretlint(folder: string): Promise<Scan> {
  const root = resolve(__dirname, '..');
  const bin = join(root, 'node_modules', 'secretlint', 'bin', 'secretlint.js');
  const output = join(folder, 'report.json');
  const args = [bin, '--format', 'json', '--output', output, '--secretlintrc', '.secretlintrc.json', 'src/**/*'];
  await run(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'], NODE_PATH: join(root, 'node_modules') },
  });
  const report = await readFile(output, 'utf8');
  const files = JSON.parse(report) as { messages: unknown[] }[];
  return { report, findings: files.reduce((sum, { messages }) => sum + messages.length, 0) };
}
