import { KMSClient } from '@aws-sdk/client-kms';
import { KmsFingerprints } from '../../lib/aws/secrets/kms-fingerprints';
import { SystemClock } from '../../lib/aws/system-clock';
import { HttpsGithubApi } from '../../lib/leaks/github/https-github-api';
import type { GithubWorld } from '../../lib/leaks/github/read-github-hint';
import { keptFor } from '../../lib/leaks/kept-for';
import { githubTokenPrefix } from '../../lib/model/leaks/door-routes';
import { environment } from './environment';
import { issuerProfiles } from './issuer-profiles';
import { sdkClient } from './sdk-client';
import { storedText } from './stored-text';

/** Seconds for which a token is kept after it was replaced. */
const tokenSeconds = 60;

/** What reading alerts at GitHub needs, from the environment. @throws RekeyError `misconfigured` */
export async function githubWorld(): Promise<GithubWorld> {
  const { REKEY_FINGERPRINT_KEY, REKEY_GITHUB_URL } = environment(['REKEY_FINGERPRINT_KEY', 'REKEY_GITHUB_URL']);
  const clock = new SystemClock();
  const token = keptFor(tokenSeconds, clock, storedText("a token that reads the organisation's alerts"));
  return {
    // GitHub's names are the same in any case, those of secrets are not.
    github: new HttpsGithubApi(REKEY_GITHUB_URL, (owner) => token(`${githubTokenPrefix}${owner.toLowerCase()}`)),
    fingerprints: new KmsFingerprints(sdkClient(KMSClient), REKEY_FINGERPRINT_KEY),
    profiles: issuerProfiles,
    clock,
  };
}
