import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contextArgs, type Deployment, packageFolder } from './deploy';
import { runCdk } from './run-cdk';

/** Deletes a stack that {@link deploy} deployed, with the CDK CLI. @throws RekeyError `unavailable` when that fails */
export async function destroy(of: Deployment): Promise<void> {
  const { stackName = 'Rekey', projectFolder = packageFolder, progress = () => undefined } = of;
  const folder = await mkdtemp(join(tmpdir(), 'rekey-destroy-'));
  try {
    const args = ['destroy', stackName, '--force', '--no-notices', '--output', join(folder, 'cdk.out')];
    await runCdk({ args: [...args, ...contextArgs(of)], endpoint: of.endpoint, projectFolder, progress });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
