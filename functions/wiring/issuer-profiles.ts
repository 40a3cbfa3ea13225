import { issuerProfile } from '../../lib/issuers/issuer-profile';
import type { IssuerProfile } from '../../lib/ports';
import { environment } from './environment';
import { issuerNameSchema } from '../../lib/model/ids';

/** The deployed issuers, as far as can be said without asking them. @throws RekeyError `misconfigured` */
export function issuerProfiles(): IssuerProfile[] {
  const { REKEY_ISSUERS } = environment(['REKEY_ISSUERS']);
  return Object.entries(REKEY_ISSUERS).map(([name, config]) =>
    issuerProfile({ ...config, name: issuerNameSchema.parse(name) }),
  );
}
