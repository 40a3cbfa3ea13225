import { writePrivate } from './private-file';
import type { StageFolder } from './stage-folder';
import type { Kept } from './stage-state';

/** Writes the AWS profile `rekey-local`, by which the AWS CLI and the SDKs find the endpoint; the credentials stand in a file of their own. */
export async function writeProfile({ profile }: StageFolder, { endpoint }: Kept): Promise<void> {
  const { url, region, credentials } = endpoint;
  await writePrivate(profile.config, `[profile rekey-local]\nregion = ${region}\nendpoint_url = ${url}\n`);
  await writePrivate(
    profile.credentials,
    `[rekey-local]\naws_access_key_id = ${credentials.accessKeyId}\naws_secret_access_key = ${credentials.secretAccessKey}\n`,
  );
}
