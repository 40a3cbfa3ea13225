import { RekeyError } from '../model/rekey-error';
import { shippedCatalogue, shippedKinds } from './catalogue';
import type { Catalogue } from './http/catalogue-schema';
import type { IssuerConfig } from './issuer-config';
import { loadCatalogue } from './load-catalogue';

/** The catalogue that a configured issuer goes by. @throws RekeyError `misconfigured` when there is none, or it wants what the configuration lacks */
export function catalogueOf(config: IssuerConfig): Catalogue {
  const catalogue =
    config.catalogue === undefined
      ? shippedCatalogue(config.kind)
      : loadCatalogue(config.catalogue, `the catalogue of issuer ${config.name}`);
  if (catalogue === undefined) {
    const known = shippedKinds.join(', ');
    throw new RekeyError(
      'misconfigured',
      `issuer ${config.name}: kind "${config.kind}" is none of ${known}; bring a catalogue`,
    );
  }
  if (catalogue.kind !== config.kind) {
    throw new RekeyError(
      'misconfigured',
      `issuer ${config.name}: kind is "${config.kind}", its catalogue says "${catalogue.kind}"`,
    );
  }
  if (config.url === undefined && catalogue.url === undefined) {
    throw new RekeyError('misconfigured', `issuer ${config.name}: needs a url`);
  }
  const missing = catalogue.settings.filter((name) => config.settings?.[name] === undefined);
  if (missing.length > 0) {
    throw new RekeyError('misconfigured', `issuer ${config.name}: settings lack ${missing.join(', ')}`);
  }
  return catalogue;
}
