import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where `rekey local` keeps what it needs to find again, below a project's folder. */
export interface StageFolder {
  path: string;
  /** Who runs, and how to talk to it: written by the supervisor, readable by its user only. */
  supervisorFile: string;
  /** What was deployed, and where. */
  deploymentFile: string;
  logFile: string;
  /** An AWS profile, `rekey-local`, in two files as the CLI and the SDKs read them. */
  profile: { config: string; credentials: string };
  /** Configuration for an Unleash that was started here. */
  unleashConfig: string;
}

/** The paths of a project's stage. */
export function stageFolderOf(project: string): StageFolder {
  const path = join(project, '.rekey', 'local');
  return {
    path,
    supervisorFile: join(path, 'supervisor.json'),
    deploymentFile: join(path, 'deployment.json'),
    logFile: join(path, 'supervisor.log'),
    profile: { config: join(path, 'aws-config'), credentials: join(path, 'aws-credentials') },
    unleashConfig: join(path, 'rekey.yaml'),
  };
}

/** Makes the folder, for its user only, and keeps it out of every commit. */
export async function makeStageFolder({ path }: StageFolder): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await writeFile(join(path, '.gitignore'), '*\n');
}
