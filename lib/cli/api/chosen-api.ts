import { CliError } from '../cli-error';
import type { CliWorld } from '../cli-world';
import { apiAddress } from './api-address';
import { ApiClient } from './api-client';

/** Which operator API the command line is for. */
export interface ApiChoice {
  api?: string;
  region?: string;
  local?: boolean;
}

/** The operator API that the options or the environment name; with `--local` the one that `rekey local up` deployed, under its own credentials. @throws CliError, RekeyError `not_found` when nothing is deployed locally */
export async function chosenApi(choice: ApiChoice, world: CliWorld): Promise<ApiClient> {
  if (choice.local !== true) return new ApiClient(world, apiAddress(choice, world.env));
  if (choice.api !== undefined) throw new CliError('usage', '--local and --api are two addresses: give one');
  const { credentials, ...address } = await world.local.access();
  const caller = credentials === undefined ? () => world.credentials() : async () => credentials;
  return new ApiClient({ ...world, credentials: caller }, apiAddress(address, world.env));
}
