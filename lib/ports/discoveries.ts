import type { Discovered } from '../model/discovery/discovered';
import type { Discovery } from '../model/discovery/discovery';
import type { IssuerName } from '../model/ids';

/** What was found at the issuers, the last time somebody asked: no entry of a chain, and replaced by the next discovery of the issuer. Reads are strongly consistent. */
export interface Discoveries {
  /** The last discovery of an issuer. */
  last(issuer: IssuerName): Promise<Discovery | undefined>;
  /** One part of what a discovery found; empty when there is none, or it was replaced. */
  part(discovery: Pick<Discovery, 'issuer' | 'discoveryId'>, part: number): Promise<Discovered[]>;
  /** Writes the discovery, and parts of it, if its revision is the one after what stands there; false: somebody was first, and nothing was written. */
  save(discovery: Discovery, parts?: readonly { part: number; found: readonly Discovered[] }[]): Promise<boolean>;
}
