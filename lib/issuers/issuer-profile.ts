import type { IssuerProfile } from '../ports/issuer';
import { awsIamKind, awsIamProfile } from './aws-iam/aws-iam-profile';
import { catalogueOf } from './catalogue-of';
import type { Catalogue } from './http/catalogue-schema';
import { describeGrant } from './http/describe-grant';
import { normalizeGrant } from './http/normalize-grant';
import type { IssuerConfig } from './issuer-config';

/** What can be said of a configured issuer without asking it. @throws RekeyError `misconfigured` or `bad_input` when the configuration or its catalogue is wrong */
export function issuerProfile(config: IssuerConfig): IssuerProfile {
  return config.kind === awsIamKind ? awsIamProfile(config) : profileFrom(config, catalogueOf(config));
}

/** As {@link issuerProfile}, with the catalogue at hand. */
export function profileFrom(config: IssuerConfig, catalogue: Catalogue): IssuerProfile {
  return {
    name: config.name,
    kind: catalogue.kind,
    capabilities: catalogue.capabilities,
    patterns: catalogue.patterns,
    normalizeGrant: (allow) => normalizeGrant(catalogue.grant, allow),
    describeGrant: (grant) => describeGrant(catalogue.grant, grant),
  };
}
