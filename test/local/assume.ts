import type { Endpoint } from '../../lib/local/endpoint';
import { assumeRole } from './assume-role';
import { roleNamed } from './role-named';

/** Credentials of an IAM principal. */
export type Credentials = Endpoint['credentials'];

/** Credentials of a role of the stack, by the beginning of its logical id. */
export async function assumeRoleOf(
  at: Pick<Endpoint, 'url' | 'region' | 'credentials'>,
  logicalId: string,
): Promise<Credentials> {
  return assumeRole(at, await roleNamed(at, logicalId));
}
