import { gzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { loadCatalogue } from '../../issuers/load-catalogue';
import { RekeyError } from '../../model/rekey-error';

/** With what else is written of an issuer it has to fit into a parameter of 8 KB: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const largest = 7000;

/** A catalogue as functions are given it: JSON, compressed, in base64. @throws RekeyError `bad_input` for what is none, or is too long all the same */
export function zippedCatalogue(issuerName: string, text: string): string {
  loadCatalogue(text, `the catalogue of issuer ${issuerName}`);
  const zipped = gzipSync(JSON.stringify(parse(text)), { level: 9 }).toString('base64');
  if (zipped.length <= largest) return zipped;
  throw new RekeyError(
    'bad_input',
    `issuer ${issuerName}: its catalogue has ${zipped.length} bytes, compressed and in base64, and ${largest} is the most: shorten it`,
  );
}
