import { endpointHealth } from '../endpoint-health';
import type { StageFolder } from './stage-folder';
import type { DeploymentState, SupervisorState } from './stage-state';

/** What runs where; no credential is part of it. */
export interface StageDescription {
  folder: string;
  endpoint?: { url: string; region: string; kind: string; version: string; iamEnforced: boolean; answers: boolean };
  supervisor?: { pid: number; startedAt: string };
  unleash?: { url: string; version: string };
  deployed?: { api: string; stack: string; config: string; at: string };
  profile?: { config: string; credentials: string };
}

/** Describes what runs; undefined: neither a supervisor nor a deployment. Asks the endpoint for its health. */
export async function describeStage(
  { path, profile }: StageFolder,
  supervisor: SupervisorState | undefined,
  deployment: DeploymentState | undefined,
): Promise<StageDescription | undefined> {
  if (supervisor === undefined && deployment === undefined) return undefined;
  const { endpoint: kept, unleash } = supervisor?.kept ?? {};
  const place = kept ?? deployment?.endpoint;
  const health = place && (await endpointHealth(place.url));
  const { kind = 'unknown', version = 'unknown', iamEnforced = false } = health ?? kept ?? {};
  return {
    folder: path,
    ...(place && {
      endpoint: { url: place.url, region: place.region, kind, version, iamEnforced, answers: health !== undefined },
    }),
    ...(supervisor && { supervisor: { pid: supervisor.pid, startedAt: supervisor.startedAt } }),
    ...(unleash && { unleash: { url: unleash.url, version: unleash.version } }),
    ...(deployment && { deployed: shown(deployment) }),
    ...(kept && { profile }),
  };
}

function shown({ api, stack, config, at }: DeploymentState): NonNullable<StageDescription['deployed']> {
  return { api, stack, config, at };
}
