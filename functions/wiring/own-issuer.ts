import { createHash } from 'node:crypto';
import { SsmParameters } from '../../lib/aws/ssm-parameters';
import { type IssuerSettings, issuerSettingsSchema } from '../../lib/issuers/issuer-settings';
import type { IssuerName } from '../../lib/model/ids';
import { RekeyError } from '../../lib/model/rekey-error';
import { environment } from './environment';
import { ssmClient } from './ssm-client';
import { writtenIn } from './written-in';

/** A worker's own issuer: from its environment, since a kill waits for no further read, but for a catalogue that found no room there. @throws RekeyError `misconfigured`, `unavailable` */
export async function ownIssuer(): Promise<IssuerSettings & { name: IssuerName }> {
  const {
    REKEY_ISSUER: name,
    REKEY_ISSUER_SETTINGS: own,
    REKEY_CATALOGUE_IN: parameter,
    REKEY_CATALOGUE_DIGEST: digest,
  } = environment(['REKEY_ISSUER', 'REKEY_ISSUER_SETTINGS', 'REKEY_CATALOGUE_IN', 'REKEY_CATALOGUE_DIGEST']);
  if (parameter === undefined) return { name, ...own };
  const { catalogue } = writtenIn(
    parameter,
    await new SsmParameters(ssmClient()).read(parameter),
    issuerSettingsSchema,
  );
  // It says where the admin credential is sent, so that only the catalogue of this very deployment will do.
  if (catalogue !== undefined && createHash('sha256').update(catalogue).digest('hex') === digest) {
    return { name, ...own, catalogue };
  }
  throw new RekeyError('misconfigured', `the catalogue in ${parameter} is not the one that was deployed: deploy again`);
}
