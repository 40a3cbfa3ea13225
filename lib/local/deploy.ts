import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { RekeyError } from '../model/rekey-error';
import { makeAssetBucket } from './asset-bucket';
import { runCdk } from './run-cdk';

/** What to deploy, and where. */
export interface Deployment {
  endpoint: {
    url: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  };
  /** The `rekey.yaml` that says which issuers there are. @default none: the app is another than Rekey's own */
  configFile?: string;
  /** @default 'Rekey' */
  stackName?: string;
  /** Folder with `cdk.json`. @default the folder of this package */
  projectFolder?: string;
  /** Context values for the app. @default none beyond what asks for the local variant */
  context?: Readonly<Record<string, string>>;
  /** Told a line at a time what the CDK does. @default nothing */
  progress?: (line: string) => void;
}

/**
 * Deploys the local variant of a stack, Rekey's own or that of another app, with the CDK CLI, and answers its outputs by name. Two deployments can run at once.
 * @throws RekeyError `bad_input` for a wrong configuration, `unavailable` when the deployment fails: the message ends with what the CDK said last
 */
export async function deploy(of: Deployment): Promise<Record<string, string>> {
  const { stackName = 'Rekey', projectFolder = packageFolder, progress = () => undefined } = of;
  const folder = await mkdtemp(join(tmpdir(), 'rekey-deploy-'));
  try {
    await makeAssetBucket(of.endpoint);
    const outputsFile = join(folder, 'outputs.json');
    await runCdk({
      args: [
        'deploy',
        stackName,
        ...quiet,
        '--output',
        join(folder, 'cdk.out'),
        '--outputs-file',
        outputsFile,
        ...contextArgs(of),
      ],
      endpoint: of.endpoint,
      projectFolder,
      progress,
    });
    return outputsOf(await readFile(outputsFile, 'utf8'), stackName);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The folder with the app of this package. */
export const packageFolder = join(__dirname, '..', '..');

/** The arguments of the CDK CLI that ask an app for the local variant of a deployment. */
export function contextArgs({ configFile, stackName = 'Rekey', context = {} }: Omit<Deployment, 'endpoint'>): string[] {
  const config = configFile === undefined ? {} : { 'rekey:config': configFile };
  const values = { 'rekey:local': 'true', 'rekey:stack': stackName, ...config, ...context };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

// `direct`: no change set, which is one round trip less; there is nobody to look at it.
const quiet = ['--require-approval', 'never', '--progress', 'events', '--no-notices', '--method', 'direct'];

function outputsOf(text: string, stackName: string): Record<string, string> {
  const outputs = z.record(z.string(), z.record(z.string(), z.string())).parse(JSON.parse(text))[stackName];
  if (outputs === undefined) throw new RekeyError('unavailable', `the CDK wrote no outputs of the stack ${stackName}`);
  return outputs;
}
