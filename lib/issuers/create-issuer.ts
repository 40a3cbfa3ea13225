import type { Clock } from '../ports/clock';
import type { Issuer } from '../ports/issuer';
import type { AdminCredential } from './admin-credential';
import { awsIamKind } from './aws-iam/aws-iam-profile';
import { createAwsIamIssuer } from './aws-iam/create-aws-iam-issuer';
import type { AwsAccess } from './aws-iam/iam-clients';
import { catalogueOf } from './catalogue-of';
import type { HttpContext } from './http/call';
import { createHttpIssuer } from './http/create-http-issuer';
import { sendOnce } from './http/send-once';
import type { IssuerConfig } from './issuer-config';
import { profileFrom } from './issuer-profile';

/** What an issuer needs of the world; `send` is HTTP itself. @default send {@link sendOnce} */
export interface IssuerDeps {
  adminCredential: AdminCredential;
  clock: Clock;
  send?: HttpContext['send'];
  /** Where and as whom AWS is called, for `aws-iam`. @default as the environment says */
  aws?: AwsAccess;
}

/** The issuer of a configuration, ready to be asked; asks nothing yet. @throws RekeyError `misconfigured` or `bad_input` when the configuration or its catalogue is wrong */
export function createIssuer(config: IssuerConfig, deps: IssuerDeps): Issuer {
  if (config.kind === awsIamKind) return createAwsIamIssuer(config, deps.aws);
  const catalogue = catalogueOf(config);
  const context: HttpContext = {
    name: config.name,
    catalogue,
    url: config.url ?? catalogue.url ?? '',
    settings: config.settings ?? {},
    adminCredential: deps.adminCredential,
    clock: deps.clock,
    send: deps.send ?? sendOnce,
  };
  return createHttpIssuer(context, profileFrom(config, catalogue));
}
