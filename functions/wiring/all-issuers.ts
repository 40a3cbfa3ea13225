import { once } from './once';
import { readIssuers } from './read-issuers';

/** Every deployed issuer by its name, read at the first call and kept: a deployment that changes one makes new instances. @throws RekeyError `misconfigured`, `unavailable` */
export const allIssuers = once(readIssuers);
