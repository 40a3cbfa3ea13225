import { type Catalogue, catalogueSchema } from './http/catalogue-schema';
// Written from unleash.yaml, because JSON is what every loader of ours can import: see docs/decisions.
import unleash from './catalogue/unleash.json';

const shipped: Readonly<Record<string, unknown>> = { unleash };

/** Kinds of issuer that Rekey knows by itself. */
export const shippedKinds: readonly string[] = Object.keys(shipped);

/** The catalogue of a kind that Rekey ships; undefined: there is none. */
export function shippedCatalogue(kind: string): Catalogue | undefined {
  return Object.hasOwn(shipped, kind) ? catalogueSchema.parse(shipped[kind]) : undefined;
}
