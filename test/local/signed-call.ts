import type { Credentials } from './assume';
import { signedAnswer } from './signed-answer';

/** Status of one call of the operator API, signed by these credentials. */
export async function signedCall(of: {
  api: string;
  region: string;
  credentials: Credentials;
  method: string;
  path: string;
}): Promise<number> {
  return (await signedAnswer({ ...of, url: `${of.api}${of.path}`, service: 'execute-api' })).status;
}
