import type { Endpoint } from '../../lib/local/endpoint';
import type { Credentials } from './assume';
import { userWithPolicy } from './user-with-policy';

/** An IAM user with keys of its own, who may call one part of an HTTP API: `<api id>/<stage>/<method>/<path>`. */
export async function operatorUser(
  endpoint: Pick<Endpoint, 'url' | 'region' | 'credentials'>,
  resource: string,
): Promise<{ arn: string; credentials: Credentials }> {
  const Resource = `arn:aws:execute-api:${endpoint.region}:*:${resource}`;
  const Statement = [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource }];
  return userWithPolicy(endpoint, { Version: '2012-10-17', Statement });
}
