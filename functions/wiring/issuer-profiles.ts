import { issuerProfile } from '../../lib/issuers/issuer-profile';
import type { IssuerProfile } from '../../lib/ports';
import { allIssuers } from './all-issuers';
import { once } from './once';

/** The deployed issuers, as far as can be said without asking them; made once. @throws RekeyError `misconfigured`, `unavailable` */
export const issuerProfiles = once(
  async (): Promise<IssuerProfile[]> =>
    [...(await allIssuers())].map(([name, settings]) => issuerProfile({ ...settings, name })),
);
