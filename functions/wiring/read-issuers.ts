import { SsmParameters } from '../../lib/aws/ssm-parameters';
import { type IssuerSettings, issuerSettingsSchema } from '../../lib/issuers/issuer-settings';
import { type IssuerName, issuerNameSchema } from '../../lib/model/ids';
import { environment } from './environment';
import { ssmClient } from './ssm-client';
import { writtenIn } from './written-in';

/** Every deployed issuer by its name: a request for each ten of them, and none for who sends no work and reads no values. @throws RekeyError `misconfigured`, `unavailable` */
export async function readIssuers(): Promise<ReadonlyMap<IssuerName, IssuerSettings>> {
  const { REKEY_ISSUERS_PATH: path } = environment(['REKEY_ISSUERS_PATH']);
  if (path === undefined) return new Map();
  const { REKEY_ISSUERS: places } = environment(['REKEY_ISSUERS']);
  const found = await new SsmParameters(ssmClient()).below(path);
  // By place: one that is being removed is still written down, and one that is not there must not pass for none.
  return new Map(
    places.map((place) => [
      issuerNameSchema.parse(place.split('/')[0]),
      writtenIn(`${path}/${place}`, found.get(place), issuerSettingsSchema),
    ]),
  );
}
