import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Text of examples/issuer/instant.yaml, the catalogue that goes with {@link startInstantIssuer}. */
export const instantCatalogue: string = readFileSync(
  path.join(__dirname, '..', '..', 'examples', 'issuer', 'instant.yaml'),
  'utf8',
);
