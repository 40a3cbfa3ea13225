import type { ApiClient } from '../api/api-client';
import { CliError } from '../cli-error';
import type { Check } from './check';

/** Whether there are AWS credentials to sign with. Shows the access key id, which is no secret. */
export async function credentialsCheck(api: ApiClient): Promise<Check> {
  try {
    const { accessKeyId } = await api.credentials();
    return { name: 'credentials', ok: true, detail: `signing as access key ${accessKeyId}`, whose: 'yours' };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return {
      name: 'credentials',
      ok: false,
      detail: 'none found',
      remedy: error.message,
      whose: 'yours',
    };
  }
}
