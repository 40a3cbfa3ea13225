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
  /** The `rekey.yaml` that says which issuers there are. */
  configFile: string;
  /** @default 'Rekey' */
  stackName?: string;
  /** Folder with `cdk.json`. @default the folder of this package */
  projectFolder?: string;
  /** Told a line at a time what the CDK does. @default nothing */
  progress?: (line: string) => void;
}

/**
 * Deploys the local variant of the stack with the CDK CLI, and answers its outputs by name. Two deployments can run at once.
 * @throws RekeyError `bad_input` for a wrong configuration, `unavailable` when the deployment fails: the message ends with what the CDK said last
 */
export async function deploy(of: Deployment): Promise<Record<string, string>> {
  const { stackName = 'Rekey', projectFolder = join(__dirname, '..', '..'), progress = () => undefined } = of;
  const folder = await mkdtemp(join(tmpdir(), 'rekey-deploy-'));
  try {
    await makeAssetBucket(of.endpoint);
    const outputsFile = join(folder, 'outputs.json');
    const context = ['rekey:local=true', `rekey:config=${of.configFile}`, `rekey:stack=${stackName}`];
    await runCdk({
      args: [
        'deploy',
        stackName,
        ...quiet,
        '--output',
        join(folder, 'cdk.out'),
        '--outputs-file',
        outputsFile,
        ...context.flatMap((value) => ['-c', value]),
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

// `direct`: no change set, which is one round trip less; there is nobody to look at it.
const quiet = ['--require-approval', 'never', '--progress', 'events', '--no-notices', '--method', 'direct'];

function outputsOf(text: string, stackName: string): Record<string, string> {
  const outputs = z.record(z.string(), z.record(z.string(), z.string())).parse(JSON.parse(text))[stackName];
  if (outputs === undefined) throw new RekeyError('unavailable', `the CDK wrote no outputs of the stack ${stackName}`);
  return outputs;
}
