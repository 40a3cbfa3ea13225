import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { RekeyError } from '../model/rekey-error';
import type { Deployment } from './deploy';

/** Lines of output that an error quotes. */
const quotedLines = 15;

/** Runs the CDK CLI of this project against an endpoint. @throws RekeyError `bad_input` when the app refuses its configuration, `unavailable` for any other failure */
export async function runCdk(of: {
  args: readonly string[];
  endpoint: Deployment['endpoint'];
  projectFolder: string;
  progress: (line: string) => void;
}): Promise<void> {
  const cdk = cdkScript();
  const child = spawn(process.execPath, [cdk, ...of.args], {
    cwd: of.projectFolder,
    env: environmentFor(of.endpoint),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      if (line.trim() === '') return;
      last.push(line);
      if (last.length > quotedLines) last.shift();
      of.progress(line);
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return;
  const said = last.join('\n');
  const configuration = last.find((line) => /\.ya?ml:\d+: /.test(line));
  if (configuration !== undefined) throw new RekeyError('bad_input', configuration);
  throw new RekeyError(
    'unavailable',
    `cdk ${of.args[0]} ended with ${code ?? 'a signal'} at ${of.endpoint.url}:\n${said}`,
  );
}

/** @throws RekeyError `misconfigured` where the development dependencies are not installed */
function cdkScript(): string {
  try {
    return join(dirname(require.resolve('aws-cdk/package.json')), 'bin', 'cdk');
  } catch (cause) {
    const message = 'the CDK CLI is not installed, which deploys locally: run "npm install --save-dev aws-cdk"';
    throw new RekeyError('misconfigured', message, { cause });
  }
}

function environmentFor({ url, region, credentials }: Deployment['endpoint']): NodeJS.ProcessEnv {
  // A profile or a region of the user's own must not lead a local deployment to an account of theirs.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  // The app is run by `npx`, which has to be found by the Node that runs us.
  const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  return {
    ...Object.fromEntries(inherited),
    PATH: path,
    AWS_ENDPOINT_URL: url,
    // With an address for a host the SDK puts the bucket into the path; `<bucket>.localhost` would not resolve.
    AWS_ENDPOINT_URL_S3: url.replace('//localhost', '//127.0.0.1'),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken && { AWS_SESSION_TOKEN: credentials.sessionToken }),
    AWS_EC2_METADATA_DISABLED: 'true',
    CI: 'true',
    NO_COLOR: '1',
  };
}
