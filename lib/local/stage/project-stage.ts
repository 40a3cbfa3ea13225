import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { RekeyError } from '../../model/rekey-error';
import { endpointHealth } from '../endpoint-health';
import { oneAtATime } from './one-at-a-time';
import { readJson } from './private-file';
import { type Raising, raiseStage } from './raise-stage';
import { makeStageFolder, stageFolderOf, type StageFolder } from './stage-folder';
import { deploymentSchema, type DeploymentState, type SupervisorState } from './stage-state';
import { describeStage, type StageDescription } from './describe-stage';
import { endSupervisor, findSupervisor, settledSupervisor } from './supervisor';

/** The local endpoint of the project in one folder, across commands. */
export class ProjectStage {
  readonly #folder: StageFolder;

  constructor(
    private readonly project: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {
    this.#folder = stageFolderOf(project);
  }

  /** Starts what does not run yet, and deploys. @throws RekeyError */
  async up(options: Pick<Raising, 'config' | 'unleash' | 'progress'>): Promise<StageDescription> {
    await makeStageFolder(this.#folder);
    await oneAtATime(this.#folder, async (interrupted) => {
      if (interrupted) await settledSupervisor(this.#folder);
      await this.#clearWreck();
      await raiseStage({ ...options, project: this.project, folder: this.#folder, env: this.env });
    });
    const description = await this.status();
    if (description !== undefined) return description;
    throw new RekeyError('unavailable', `the local endpoint ended: see ${this.#folder.logFile}`);
  }

  /** What runs, as far as it was started or deployed to from here; undefined: nothing. */
  async status(): Promise<StageDescription | undefined> {
    const { supervisor, deployment } = await this.#state();
    return describeStage(this.#folder, supervisor, deployment);
  }

  /** Ends what was started from here, and forgets what was deployed elsewhere; false: there was nothing. @throws RekeyError */
  async down(): Promise<boolean> {
    if (!existsSync(this.#folder.path)) return false;
    return oneAtATime(this.#folder, async (interrupted) => {
      if (interrupted) await settledSupervisor(this.#folder);
      const { supervisor, deployment } = await this.#state();
      if (supervisor !== undefined) await endSupervisor(supervisor);
      await this.#forget();
      return supervisor !== undefined || deployment !== undefined;
    });
  }

  /** Where the operator API is, and who may call it. @throws RekeyError `not_found` when nothing is deployed */
  async access(): Promise<{ api: string; region: string; credentials?: SupervisorCredentials }> {
    const { supervisor, deployment } = await this.#state();
    if (deployment === undefined) {
      throw new RekeyError('not_found', 'nothing is deployed locally from this folder: run "rekey local up"');
    }
    const credentials = supervisor?.kept?.endpoint.credentials;
    return { api: deployment.api, region: deployment.endpoint.region, ...(credentials && { credentials }) };
  }

  /** A deployment counts only where its endpoint is still the same: what a supervisor kept is gone with it. */
  async #state(): Promise<{ supervisor: SupervisorState | undefined; deployment: DeploymentState | undefined }> {
    const supervisor = await findSupervisor(this.#folder);
    const deployment = await readJson(this.#folder.deploymentFile, deploymentSchema);
    const url = deployment?.endpoint.url;
    const stands =
      supervisor === undefined ? url === this.env['AWS_ENDPOINT_URL'] : url === supervisor.kept?.endpoint.url;
    return { supervisor, deployment: url !== undefined && stands ? deployment : undefined };
  }

  /** A supervisor whose endpoint died under it is of no use. */
  async #clearWreck(): Promise<void> {
    const supervisor = await findSupervisor(this.#folder);
    const url = supervisor?.kept?.endpoint.url;
    if (supervisor !== undefined && url !== undefined && (await endpointHealth(url)) === undefined) {
      await endSupervisor(supervisor);
    }
  }

  async #forget(): Promise<void> {
    const { supervisorFile, deploymentFile, unleashConfig, profile } = this.#folder;
    for (const file of [supervisorFile, deploymentFile, unleashConfig, profile.config, profile.credentials]) {
      await rm(file, { force: true });
    }
  }
}

type SupervisorCredentials = NonNullable<SupervisorState['kept']>['endpoint']['credentials'];
