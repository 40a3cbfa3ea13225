import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { RekeyError } from '../../model/rekey-error';
import { deploy } from '../deploy';
import { type Endpoint, startEndpoint } from '../endpoint';
import { packageFolder } from '../ministack-release';
import { prepareUnleash } from './prepare-unleash';
import { writePrivate } from './private-file';
import { readySupervisor } from './ready-supervisor';
import type { StageFolder } from './stage-folder';
import type { DeploymentState, Kept } from './stage-state';
import { findSupervisor } from './supervisor';
import { writeProfile } from './write-profile';

/** What to raise, for which project. */
export interface Raising {
  project: string;
  folder: StageFolder;
  env: NodeJS.ProcessEnv;
  config?: string;
  unleash: boolean;
  progress: (what: string) => void;
}

type Place = Pick<Endpoint, 'url' | 'region' | 'kind' | 'credentials'>;

/** Sees to it that an endpoint runs, and deploys Rekey to it. Ended anywhere, the next call goes on. @throws RekeyError */
export async function raiseStage(raising: Raising): Promise<void> {
  const { project, folder, config = 'rekey.yaml', progress } = raising;
  const file = resolve(project, config);
  const running = await findSupervisor(folder);
  const usesUnleash = raising.config === undefined && (raising.unleash || running?.kept?.unleash !== undefined);
  if (!usesUnleash && !existsSync(file)) {
    throw new RekeyError(
      'bad_input',
      `${file} is not there: write it, name another by --config, or start with --unleash`,
    );
  }
  const place = raising.env['AWS_ENDPOINT_URL'] ? await given(raising) : await supervised(raising);
  progress('deploying Rekey with the CDK');
  const configFile = usesUnleash ? folder.unleashConfig : file;
  const outputs = await deploy({ endpoint: place, configFile, projectFolder: packageFolder(), progress });
  const deployment: DeploymentState = {
    at: new Date().toISOString(),
    config: configFile,
    stack: 'Rekey',
    api: apiOf(place, outputs),
    endpoint: { url: place.url, region: place.region },
  };
  await writePrivate(folder.deploymentFile, JSON.stringify(deployment));
}

/** An endpoint that somebody else keeps. The local variant goes with its stack, so it is not for AWS itself. */
async function given({ env, unleash, progress }: Raising): Promise<Place> {
  const url = env['AWS_ENDPOINT_URL'] ?? '';
  if (/(^|\.)amazonaws\.com(\.cn)?$/.test(URL.canParse(url) ? new URL(url).hostname : '')) {
    throw new RekeyError('misconfigured', `AWS_ENDPOINT_URL ${url} is AWS itself: deploy there with "npx cdk deploy"`);
  }
  if (unleash) {
    throw new RekeyError('misconfigured', '--unleash is for an endpoint that is started here: unset AWS_ENDPOINT_URL');
  }
  return startEndpoint({ env, progress });
}

async function supervised({ folder, env, unleash, progress }: Raising): Promise<Place> {
  const region = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  // Nothing of the user's AWS settings is for a local endpoint, but where it is to be.
  const others = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('AWS_')));
  const supervision = { folder, unleash, progress, env: { ...others, ...(region && { AWS_REGION: region }) } };
  const kept = await readySupervisor(supervision);
  if (unleash && kept.unleash === undefined) {
    throw new RekeyError('conflict', 'the endpoint runs without an Unleash: "rekey local down", then up again');
  }
  await writeProfile(folder, kept);
  if (hasUnleash(kept)) await prepareUnleash(folder, kept);
  return { ...kept.endpoint, kind: kept.endpoint.kind as Place['kind'] };
}

function hasUnleash(kept: Kept): kept is Required<Kept> {
  return kept.unleash !== undefined;
}

/** LocalStack resolves the names of its APIs; of MiniStack only the path is known to work. */
function apiOf({ url, kind }: Place, outputs: Record<string, string>): string {
  const byName = outputs['ApiUrl'];
  return kind === 'localstack' && byName !== undefined
    ? byName
    : `${url}/_aws/execute-api/${outputs['ApiId']}/$default`;
}
