import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Text of examples/issuer/rolling.yaml: the same server as of the instant catalogue, as an issuer that rolls in place. */
export const rollingCatalogue: string = readFileSync(
  path.join(__dirname, '..', '..', 'examples', 'issuer', 'rolling.yaml'),
  'utf8',
);
